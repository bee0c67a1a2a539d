namespace Cohesion.Sample;

/// <summary>The sample cannot be made or loaded, with the reason in words for the person at the keyboard.</summary>
public sealed class SampleException(string message) : Exception(message);
