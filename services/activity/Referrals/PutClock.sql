insert into {schema}.referral_clocks as known (tenant_id, referral_id, version, state, urgency, decide_by)
values (@tenant, @id, @version, @state, @urgency, @decideBy)
on conflict (tenant_id, referral_id) do update set
    version = excluded.version, state = excluded.state, urgency = excluded.urgency, decide_by = excluded.decide_by
where excluded.version > known.version;
