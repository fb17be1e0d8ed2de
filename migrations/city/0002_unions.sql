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
    CHECK (ends_on >= begins_on),
    CONSTRAINT stewardship_one_at_a_time
        EXCLUDE USING gist (union_id WITH =, daterange(begins_on, ends_on, '[]') WITH &&)
);
CREATE INDEX stewardship_tenant ON stewardship (union_path, id);
CREATE INDEX stewardship_union ON stewardship (union_id, union_path);
CREATE INDEX stewardship_steward ON stewardship (steward_id);
CALL protect('stewardship', 'subtree', 'subtree');
GRANT SELECT, INSERT, UPDATE ON stewardship TO lianxin_app;
