insert into {schema}.referrals as r (referral_id, urn, academic_year, sector, urgency, state, received_at, decide_by, decided_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (referral_id) do update set
  urn = excluded.urn, academic_year = excluded.academic_year, sector = excluded.sector, urgency = excluded.urgency, state = excluded.state,
  received_at = excluded.received_at, decide_by = excluded.decide_by, decided_at = excluded.decided_at, version = excluded.version
where r.version < excluded.version
