namespace Cohesion.Web;

/// <summary>Colours of tags and badges; the words carry the meaning, the colour helps the eye.</summary>
public enum TagColour { Blue, Grey, Green, Teal, Purple, Magenta, Red, Orange, Yellow }
