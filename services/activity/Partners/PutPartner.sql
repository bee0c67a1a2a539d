insert into {schema}.partners as known (tenant_id, partner_id, version, name, sector, community, active)
values (@tenant, @id, @version, @name, @sector, @community, @active)
on conflict (tenant_id, partner_id) do update set
    version = excluded.version, name = excluded.name, sector = excluded.sector, community = excluded.community, active = excluded.active
where excluded.version > known.version;
