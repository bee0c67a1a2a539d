with {Streams.TakeStreams.sql}, {Streams.PutEvents.sql}
select array_agg(coalesce(before, actual)), array_agg(before), array_agg(known), array_agg(archived), (select array_agg(seq_id order by seq_id) from put)
from (select * from placed order by place) p
