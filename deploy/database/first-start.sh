#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume: a role and a schema for each service, as deploy/up makes them.
set -eu
PGOPTIONS="-c cohesion.access=$ACCESS_PASSWORD -c cohesion.activity=$ACTIVITY_PASSWORD -c cohesion.engagement=$ENGAGEMENT_PASSWORD \
  -c cohesion.equity_monitoring=$EQUITY_MONITORING_PASSWORD -c cohesion.reporting=$REPORTING_PASSWORD"
export PGOPTIONS
# The subjects' keys have a database of their own, so that no backup of events holds what opens them.
createdb -U "${POSTGRES_USER:-postgres}" "${POSTGRES_DB:-cohesion}_keys"
for database in "${POSTGRES_DB:-cohesion}" "${POSTGRES_DB:-cohesion}_keys"; do
  psql -q -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "$database" -f /database/roles.sql -f /database/schemas.sql
done
