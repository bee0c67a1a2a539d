using System.Reflection;

namespace Cohesion.EventStore;

/// <summary>A read model that is one table, which a new version therefore may drop and make anew.</summary>
internal interface IRowProjection
{
    string Table { get; }

    Assembly Assembly { get; }
}
