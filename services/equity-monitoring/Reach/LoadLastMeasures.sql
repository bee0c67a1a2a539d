select m.tenant_id, m.academic_year, m.version, m.groups::text as groups
from unnest(@tenants, @years) as w (tenant_id, academic_year)
join {schema}.reach_measures m on m.tenant_id = w.tenant_id and m.academic_year = w.academic_year
