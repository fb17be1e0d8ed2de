-- The shared catalogue: which cities this database serves. Nothing else is shared between cities,
-- so that a city can move to another node of a cluster whole.
CREATE TABLE lianxin.city (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE CHECK (code ~ '^[0-9]{4}$'),
    name        text NOT NULL,
    schema_name text NOT NULL UNIQUE CHECK (schema_name ~ '^city_[0-9a-z_]{1,40}$'),
    created_at  timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON lianxin.city TO lianxin_app, lianxin_worker;
