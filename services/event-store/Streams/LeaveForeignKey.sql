-- For a session that writes an event only together with its stream's row: a replica leaves foreign keys to whoever wrote first, and triggers that are not
-- "enabled always". A role that was not given this goes on looking.
select set_config('session_replication_role', 'replica', false) where has_parameter_privilege('session_replication_role', 'SET')
