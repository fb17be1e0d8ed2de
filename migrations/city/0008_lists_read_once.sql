-- A policy of the kinds 'own' and 'names' compares a row with a list of unions. The list was taken
-- apart again for every row; as a subquery that looks at no row it is taken apart once for each
-- statement. Nobody sees more or less than before.

CREATE OR REPLACE FUNCTION isolation_rule(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE kind
    -- rows of the unions the person works for (the own one and those under stewardship)
    WHEN 'own' THEN
        $q$union_id = ANY ((SELECT string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[])::uuid[])$q$
    -- the same, for a person whose role may see names
    WHEN 'names' THEN
        $q$union_id = ANY ((SELECT string_to_array(nullif(current_setting('lianxin.names', true), ''), ',')::uuid[])::uuid[])$q$
    -- rows of the own union and of all unions below it; not as a subquery, which would hide the range
    -- from the planner
    WHEN 'subtree' THEN
        $q$union_path >= nullif(current_setting('lianxin.path', true), '')
           AND union_path < nullif(current_setting('lianxin.path', true), '') || '~'$q$
    -- rows about the person who asks
    WHEN 'person' THEN
        $q$person_id = nullif(current_setting('lianxin.person', true), '')::uuid$q$
    WHEN 'nobody' THEN 'false'
END
$$;

-- The policies that are there already.
DO $$
DECLARE
    list CONSTANT text := $q$= ANY ((string_to_array(NULLIF(current_setting('lianxin.%s'::text, true), ''::text), ','::text))::uuid[])$q$;
    once CONSTANT text := $q$= ANY ((SELECT string_to_array(nullif(current_setting('lianxin.%s', true), ''), ',')::uuid[])::uuid[])$q$;
    p       record;
    fact    text;
    changed integer := 0;
BEGIN
    FOR p IN
        SELECT polname, polrelid::regclass AS t, pg_get_expr(polqual, polrelid) AS reads,
               pg_get_expr(polwithcheck, polrelid) AS writes
        FROM pg_policy JOIN pg_class c ON c.oid = polrelid
        WHERE c.relnamespace = current_schema()::regnamespace
    LOOP
        CONTINUE WHEN concat(p.reads, p.writes) !~ 'lianxin\.(unions|names)';
        FOREACH fact IN ARRAY ARRAY['unions', 'names'] LOOP
            p.reads := replace(p.reads, format(list, fact), format(once, fact));
            p.writes := replace(p.writes, format(list, fact), format(once, fact));
        END LOOP;
        EXECUTE format('ALTER POLICY %I ON %s', p.polname, p.t)
            || coalesce(' USING (' || p.reads || ')', '') || coalesce(' WITH CHECK (' || p.writes || ')', '');
        changed := changed + 1;
    END LOOP;
    IF changed = 0 OR EXISTS (
        SELECT FROM pg_policy JOIN pg_class c ON c.oid = polrelid
        WHERE c.relnamespace = current_schema()::regnamespace
          AND concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
              ~ 'ANY \(\(string_to_array\(NULLIF\(current_setting\(''lianxin\.(unions|names)'
    ) THEN
        RAISE EXCEPTION 'a policy takes its list apart for every row';
    END IF;
END
$$;
