create temporary table arriving_streams (like {schema}.mt_streams) on commit drop;
create temporary table arriving_skips (projection text, stream_id varchar, version bigint, reason text, skipped_by text, skipped_at timestamptz) on commit drop;
