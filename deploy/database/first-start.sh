#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume: a role and a schema for each service, as deploy/up makes them.
set -eu
PGOPTIONS="-c cohesion.access=$ACCESS_PASSWORD -c cohesion.activity=$ACTIVITY_PASSWORD -c cohesion.engagement=$ENGAGEMENT_PASSWORD \
  -c cohesion.equity_monitoring=$EQUITY_MONITORING_PASSWORD -c cohesion.reporting=$REPORTING_PASSWORD"
export PGOPTIONS
psql -q -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-cohesion}" -f /database/roles.sql -f /database/schemas.sql
