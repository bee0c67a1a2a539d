select count(*)::int as kept,
  (count(*) filter (where kept_until <= @today and holds = 0))::int as due,
  (count(*) filter (where kept_until <= @today and holds > 0))::int as held,
  min(kept_until) filter (where kept_until > @today) as next
from kept
where not on_roll
