-- Papers that were printed (纸质材料): which, of whom, by whom, when; what stood on them is read from the
-- file each time. A change of a fact that a paper shows marks it, in the same transaction.
CREATE TABLE paper (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('HOUSEHOLD_FILE','APPLICATION','NOTICE','VISIT_RECORD')),
    household_id uuid NOT NULL REFERENCES household (id),
    visit_id     uuid REFERENCES visit (id),
    -- whose name and telephone stand on it as the cadre's
    cadre_id     uuid REFERENCES staff (id),
    printed_by   uuid NOT NULL REFERENCES staff (id),
    printed_at   timestamptz NOT NULL,
    -- facts on it that are no longer so, by their names in the API
    stale_fields text[] NOT NULL DEFAULT '{}',
    stale_since  timestamptz,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((kind = 'VISIT_RECORD') = (visit_id IS NOT NULL)),
    CHECK ((cardinality(stale_fields) > 0) = (stale_since IS NOT NULL)),
    -- printing again replaces what was printed before
    CONSTRAINT paper_last UNIQUE NULLS NOT DISTINCT (household_id, kind, visit_id)
);
CREATE INDEX paper_visit ON paper (visit_id, union_path, id) WHERE visit_id IS NOT NULL;
CREATE INDEX paper_cadre ON paper (cadre_id) WHERE cadre_id IS NOT NULL;
CREATE INDEX paper_union ON paper (union_id, printed_at DESC, id DESC);
CREATE INDEX paper_stale ON paper (union_id, printed_at DESC, id DESC) WHERE stale_since IS NOT NULL;
CALL protect('paper', 'own', 'own');
GRANT SELECT, INSERT, UPDATE ON paper TO lianxin_app;

-- Marks the papers of a household, of a cadre or of a union on which one of these fields of that kind of
-- paper stands. A superior may change a cadre or rename a union below without seeing what was printed
-- there, so the owner does it, within what the caller's own unions and those below them have.
CREATE FUNCTION mark_papers(of_household uuid, of_cadre uuid, of_union uuid, kinds text[], fields text[], at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    scope_path text := nullif(current_setting('lianxin.path', true), '');
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    UPDATE paper SET
        stale_fields = ARRAY (SELECT DISTINCT field FROM unnest(stale_fields || changed.shown) AS field ORDER BY field),
        stale_since = coalesce(stale_since, at)
    FROM (SELECT kind, array_agg(field) AS shown FROM unnest(kinds, fields) AS one (kind, field) GROUP BY kind) AS changed
    WHERE paper.kind = changed.kind
      AND (paper.household_id = of_household OR paper.cadre_id = of_cadre OR paper.union_id = of_union)
      AND (paper.union_id = ANY (own) OR paper.union_path >= scope_path AND paper.union_path < scope_path || '~');
END
$$;
REVOKE ALL ON FUNCTION mark_papers(uuid, uuid, uuid, text[], text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_papers(uuid, uuid, uuid, text[], text[], timestamptz) TO lianxin_app;
