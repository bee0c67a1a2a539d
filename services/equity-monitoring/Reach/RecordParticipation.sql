with recorded as (
  insert into {schema}.participation (tenant_id, session_id, academic_year, version, community_based, held_on, present)
  values (@tenant, @session, @year, @version, @communityBased, @on, @present)
  on conflict (tenant_id, session_id) do update set
    academic_year = excluded.academic_year, version = excluded.version, community_based = excluded.community_based, held_on = excluded.held_on, present = excluded.present
  where participation.version < excluded.version
  returning tenant_id, academic_year
)
insert into {schema}.reach_due (tenant_id, academic_year) select tenant_id, academic_year from recorded
