-- How every table of a city is isolated. A migration that creates a table says in one line, by
-- CALL protect(…), who may read and who may write its rows; the isolation test reads the result
-- from the catalogue and fails for a table without it.
--
-- The facts below are set by SET LOCAL when a scope opens, so they end with its transaction. On a
-- reused connection a setting that has ended reads as the empty string, hence nullif everywhere:
-- no fact, no row.

CREATE FUNCTION isolation_rule(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE kind
    -- rows of the unions the person works for (the own one and those under stewardship)
    WHEN 'own' THEN
        $q$union_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[])$q$
    -- the same, for a person whose role may see names
    WHEN 'names' THEN
        $q$union_id = ANY (string_to_array(nullif(current_setting('lianxin.names', true), ''), ',')::uuid[])$q$
    -- rows of the own union and of all unions below it
    WHEN 'subtree' THEN
        $q$union_path >= nullif(current_setting('lianxin.path', true), '')
           AND union_path < nullif(current_setting('lianxin.path', true), '') || '~'$q$
    -- rows about the person who asks
    WHEN 'person' THEN
        $q$person_id = nullif(current_setting('lianxin.person', true), '')::uuid$q$
    WHEN 'nobody' THEN 'false'
END
$$;

-- Maintenance (the loader of a demo city, a recount, a function of this schema that must look
-- across branches) acts as the owner and says so; without that even the owner sees no row.
CREATE PROCEDURE protect(t regclass, reads text, writes text) LANGUAGE plpgsql AS $$
DECLARE
    may_read  text := coalesce(isolation_rule(reads), reads);
    may_write text := coalesce(isolation_rule(writes), writes);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reads ON %s FOR SELECT TO lianxin_app USING (%s)', t, may_read);
    EXECUTE format('CREATE POLICY inserts ON %s FOR INSERT TO lianxin_app WITH CHECK (%s)', t, may_write);
    EXECUTE format('CREATE POLICY updates ON %s FOR UPDATE TO lianxin_app USING (%s) WITH CHECK (%s)', t, may_write, may_write);
    EXECUTE format('CREATE POLICY deletes ON %s FOR DELETE TO lianxin_app USING (%s)', t, may_write);
    EXECUTE format($q$CREATE POLICY maintenance ON %s TO lianxin_owner
                      USING (current_setting('lianxin.maintenance', true) = 'on')
                      WITH CHECK (current_setting('lianxin.maintenance', true) = 'on')$q$, t);
END
$$;

-- Background jobs run as lianxin_worker, which sees only the tables named here.
CREATE PROCEDURE admit_worker(t regclass, privileges text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT %s ON %s TO lianxin_worker', privileges, t);
    EXECUTE format('CREATE POLICY worker ON %s TO lianxin_worker USING (true) WITH CHECK (true)', t);
END
$$;

REVOKE ALL ON FUNCTION isolation_rule(text) FROM PUBLIC;
REVOKE ALL ON PROCEDURE protect(regclass, text, text), admit_worker(regclass, text) FROM PUBLIC;
