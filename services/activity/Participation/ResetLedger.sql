delete from year_ledger;

delete from register_sheet;
