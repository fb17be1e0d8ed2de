SELECT json_build_object(
  'post', (SELECT s.id FROM staff s JOIN unions u ON u.id = s.union_id WHERE s.id = {{staff}}::uuid AND s.state = 'ACTIVE'),
  'managed', (SELECT json_agg(union_id) FROM stewardship WHERE steward_id = {{union}}::uuid AND begins_on <= {{today}}::date
              AND (ends_on IS NULL OR ends_on >= {{today}}::date)),
  'cursor', pg_current_snapshot()::text,
  'changes', (SELECT json_agg(c) FROM (
     SELECT at, action, subject_kind, subject_id, union_id FROM (
       -- By the order of the trail, whatever is thought of the range of paths.
       SELECT * FROM audit_entry
       WHERE xact >= pg_snapshot_xmin({{snapshot}}::text::pg_snapshot)
         AND NOT pg_visible_in_snapshot(xact, {{snapshot}}::text::pg_snapshot)
       ORDER BY xact, id OFFSET 0) AS new
     WHERE union_path >= {{path}} AND union_path < {{path}} || '~' LIMIT 201) c))
