-- Append.sql for a lone event. No row where it is refused.
with taken as (
  {Streams.TakeOne.sql}
), {Streams.PutOne.sql}
returning version, seq_id
