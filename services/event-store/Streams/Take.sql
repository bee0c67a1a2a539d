with {Streams.TakeStreams.sql}
select array_agg(coalesce(before, actual)), array_agg(before), array_agg(known), array_agg(archived)
from (select * from placed order by place) p
