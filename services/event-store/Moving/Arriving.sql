-- Events on their way, as they are at the source; where a Marten has changed the table there, its columns are the same here.
create temporary table if not exists arriving (like {schema}.mt_events) on commit delete rows
