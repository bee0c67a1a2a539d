select set_config('synchronous_commit', 'off', true), pg_notify('{schema}_events', '')
