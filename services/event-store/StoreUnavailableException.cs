namespace Cohesion.EventStore;

/// <summary>The database has been away since the service started, so its tables may not be there yet: answer 503 and try later.</summary>
public sealed class StoreUnavailableException(string schema) : Exception($"The store {schema} is not ready: its database has not been reached yet.");

/// <summary>So many writers wanted the same streams that this one gave up; trying again is right.</summary>
public sealed class StoreContendedException(string? result) : Exception($"Gave up after many clashes: {result}");
