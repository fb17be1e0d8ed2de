WITH cell AS MATERIALIZED (
  SELECT split_part(key, ':', 2) AS kind, sum(value) AS fen FROM (
    SELECT key, value FROM stat_total
    WHERE union_id = {{id}}::uuid AND measure = 'FUNDS' AND dimension = 'FUND_ACCOUNT' AND starts_with(key, {{prefix}})
    UNION ALL
    SELECT key, value FROM stat_delta
    WHERE union_path >= {{path}} COLLATE "C" AND union_path < ({{path}} || '~') COLLATE "C"
      AND measure = 'FUNDS' AND dimension = 'FUND_ACCOUNT' AND starts_with(key, {{prefix}})) AS both_kinds
  GROUP BY 1
)
SELECT json_build_object('fundStatement', json_build_object('total', json_build_object(
  'income', (coalesce(-sum(fen) FILTER (WHERE kind = 'INCOME'), 0) / 100.0)::numeric(20, 2)::text,
  'paid', (coalesce(sum(fen) FILTER (WHERE kind = 'PAID'), 0) / 100.0)::numeric(20, 2)::text,
  'available', (coalesce(sum(fen) FILTER (WHERE kind = 'AVAILABLE'), 0) / 100.0)::numeric(20, 2)::text,
  'inTransit', (coalesce(sum(fen) FILTER (WHERE kind = 'IN_TRANSIT'), 0) / 100.0)::numeric(20, 2)::text))) FROM cell
