with parts as (delete from {schema}.roll_file_parts where import_id = @import),
  progress as (delete from {schema}.roll_progress where import_id = @import)
update {schema}.roll_files set absent = @absent, ignored = @ignored where import_id = @import
