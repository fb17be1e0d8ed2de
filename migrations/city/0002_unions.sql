-- The union tree. A path is one five-character segment per level ("0001."), so a subtree is the
-- range [path, path || '~') of a plain btree in collation "C".
CREATE TABLE unions (
    id                   uuid PRIMARY KEY,
    path                 text COLLATE "C" NOT NULL UNIQUE CHECK (path ~ '^([0-9a-z]{4}\.)+$'),
    parent_id            uuid REFERENCES unions (id),
    level                text NOT NULL CHECK (level IN ('MUNICIPAL','COUNTY','INDUSTRY','TOWNSHIP','GRASSROOTS','COMMUNITY')),
    state                text NOT NULL CHECK (state IN ('PREPARING','APPROVED','ACTIVE','SUSPENDED','MERGED','DISSOLVED')),
    name                 text NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
    short_name           text NOT NULL,
    search               text NOT NULL,
    credit_code          text CHECK (length(credit_code) = 18),
    division_code        text CHECK (division_code ~ '^[0-9]{4,12}$'),
    address              text,
    telephone            text,
    household_kind       text CHECK (household_kind IN ('LINKED','OWN_UNIT')),
    member_count         integer NOT NULL DEFAULT 0 CHECK (member_count >= 0),
    migrant_member_count integer NOT NULL DEFAULT 0 CHECK (migrant_member_count BETWEEN 0 AND member_count),
    -- number of the last child's segment; never goes back, so a path is never given twice
    last_child           integer NOT NULL DEFAULT 0 CHECK (last_child BETWEEN 0 AND 1679615),
    merged_into_id       uuid REFERENCES unions (id),
    version              integer NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, path),
    CHECK ((parent_id IS NULL) = (length(path) = 5)),
    CHECK ((state = 'MERGED') = (merged_into_id IS NOT NULL))
);
-- The first segment is the city's code, so that not even a scope of one city with the schema of
-- another can reach a row by its path.
DO $$ BEGIN
    EXECUTE format('ALTER TABLE unions ADD CONSTRAINT unions_of_this_city CHECK (left(path, 5) = %L)',
        replace(current_schema(), 'city_', '') || '.');
END $$;
CREATE UNIQUE INDEX unions_credit_code ON unions (credit_code) WHERE credit_code IS NOT NULL AND state NOT IN ('MERGED','DISSOLVED');
CREATE UNIQUE INDEX unions_name_under_parent ON unions (parent_id, name) WHERE state NOT IN ('MERGED','DISSOLVED');
CREATE INDEX unions_parent ON unions (parent_id, path);
CREATE INDEX unions_division ON unions (division_code) WHERE division_code IS NOT NULL;
CREATE INDEX unions_search ON unions USING gin (search public.gin_trgm_ops);
-- A union sees itself, everything below it, and the names of the unions above it.
CALL protect('unions',
    $q$(path >= nullif(current_setting('lianxin.path', true), '')
        AND path < nullif(current_setting('lianxin.path', true), '') || '~')
       OR path = ANY (string_to_array(nullif(current_setting('lianxin.lineage', true), ''), ','))$q$,
    $q$path >= nullif(current_setting('lianxin.path', true), '')
       AND path < nullif(current_setting('lianxin.path', true), '') || '~'$q$);
GRANT SELECT, INSERT, UPDATE ON unions TO lianxin_app;

CREATE TABLE founding_application (
    id                   uuid PRIMARY KEY,
    -- the union that applies and will be the parent; its superior decides
    union_id             uuid NOT NULL,
    union_path           text COLLATE "C" NOT NULL,
    name                 text NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
    level                text NOT NULL CHECK (level IN ('COUNTY','INDUSTRY','TOWNSHIP','GRASSROOTS','COMMUNITY')),
    division_code        text,
    worker_count         integer NOT NULL CHECK (worker_count >= 0),
    migrant_worker_count integer NOT NULL CHECK (migrant_worker_count BETWEEN 0 AND worker_count),
    reason               text NOT NULL,
    state                text NOT NULL CHECK (state IN ('SUBMITTED','APPROVED','REJECTED')),
    decision_note        text,
    founded_id           uuid REFERENCES unions (id),
    submitted_by         uuid NOT NULL,
    submitted_at         timestamptz NOT NULL,
    decided_by           uuid,
    decided_at           timestamptz,
    version              integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'SUBMITTED') = (decided_at IS NULL)),
    CHECK ((state = 'APPROVED') = (founded_id IS NOT NULL))
);
CREATE INDEX founding_application_tenant ON founding_application (union_path, id);
CREATE INDEX founding_application_union ON founding_application (union_id, union_path);
CALL protect('founding_application', 'subtree', 'subtree');
GRANT SELECT, INSERT, UPDATE ON founding_application TO lianxin_app;

-- 代管: a superior manages a union that has no staff of its own, from a day to a day.
CREATE TABLE stewardship (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    steward_id uuid NOT NULL REFERENCES unions (id),
    begins_on  date NOT NULL,
    ends_on    date,
    reason     text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (steward_id <> union_id),
    -- one that was ended before it began took no effect: its range is empty and stands in nobody's way
    CHECK (ends_on >= begins_on - 1),
    CONSTRAINT stewardship_one_at_a_time
        EXCLUDE USING gist (union_id WITH =, daterange(begins_on, ends_on + 1, '[)') WITH &&)
);
CREATE INDEX stewardship_tenant ON stewardship (union_path, id);
CREATE INDEX stewardship_union ON stewardship (union_id, union_path);
CREATE INDEX stewardship_steward ON stewardship (steward_id);
CALL protect('stewardship', 'subtree', 'subtree');
GRANT SELECT, INSERT, UPDATE ON stewardship TO lianxin_app;

-- Whoever writes holds the branch of the own union (the county or industry it lies in) in common;
-- whoever moves a subtree holds the branches concerned alone. Locks on rows would not do: a steady
-- stream of writers shares a row for ever, while waiters for a lock like this one stand in line.
CREATE FUNCTION branch_key(path text) RETURNS bigint LANGUAGE sql STABLE
    RETURN hashtextextended(current_schema() || ':branch:' || left(path, 10), 0);

-- Opens a writing scope: fails as a lost transaction does when the union is no longer where the
-- person was last seen, so that the request runs again with the place looked up anew.
CREATE FUNCTION stand_at(own uuid, own_path text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(branch_key(own_path));
    IF NOT EXISTS (SELECT FROM unions WHERE id = own AND path = own_path AND state NOT IN ('MERGED','DISSOLVED')) THEN
        RAISE EXCEPTION 'the union has moved' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;

-- Whether any union of the city stands for one of these divisions. A branch does not see the others,
-- but a code typed in one may name a place in another.
CREATE FUNCTION division_known(codes text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM unions WHERE division_code = ANY (codes));
END
$$;
REVOKE ALL ON FUNCTION division_known(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION division_known(text[]) TO lianxin_app;

-- Gives every row of one union to another, when the first is merged into the second: its people, its
-- households and all that hangs on them. Superiors may not write such rows one by one, so this acts
-- as the owner, for a caller whose subtree holds both. What stays: the trail (history is not
-- rewritten), grants of stewardship (they end), and the union's own count among the unions.
CREATE FUNCTION hand_over_rows(from_union uuid, into_union uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    caller text := nullif(current_setting('lianxin.path', true), '');
    target text;
    t      regclass;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT i.path INTO target FROM unions f, unions i
    WHERE f.id = from_union AND i.id = into_union AND starts_with(f.path, caller) AND starts_with(i.path, caller);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'both unions must lie below the caller' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR t IN
        SELECT conrelid::regclass FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'unions'::regclass AND array_length(conkey, 1) = 2
          AND conrelid NOT IN ('audit_entry'::regclass, 'stewardship'::regclass, 'stat_total'::regclass)
    LOOP
        EXECUTE format('UPDATE %s SET union_id = $1, union_path = $2 WHERE union_id = $3 %s', t,
                       CASE WHEN t = 'stat_delta'::regclass THEN 'AND measure <> ''UNIONS''' ELSE '' END)
        USING into_union, target, from_union;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION hand_over_rows(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_over_rows(uuid, uuid) TO lianxin_app;
