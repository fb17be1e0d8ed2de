-- What is counted and what a superior may see (masked labels) lies in household and member; what
-- names a person lies in household_private and member_private, under a stricter policy.
CREATE TABLE household (
    id             uuid PRIMARY KEY,
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    file_number    text NOT NULL UNIQUE,
    kind           text NOT NULL CHECK (kind IN ('LINKED','OWN_UNIT')),
    status         text NOT NULL CHECK (status IN ('ACTIVE','RELIEVED','CLOSED')),
    close_reason   text CHECK (close_reason IN ('RELIEVED','MOVED_AWAY','DECEASED','DECLINED','NOT_ELIGIBLE','DUPLICATE')),
    masked_name    text NOT NULL,
    division_code  text CHECK (division_code ~ '^[0-9]{6,12}$'),
    hukou          text NOT NULL CHECK (hukou IN ('RURAL','URBAN','CONVERTED')),
    housing        text NOT NULL CHECK (housing IN ('OWNED','SELF_BUILT','WORK_UNIT_RENT','PUBLIC_RENT','RENT','DORM','NONE','OTHER')),
    population     integer NOT NULL CHECK (population BETWEEN 1 AND 50),
    labour_force   integer NOT NULL CHECK (labour_force BETWEEN 0 AND population),
    income_fen     bigint NOT NULL CHECK (income_fen >= 0),
    rigid_fen      bigint NOT NULL CHECK (rigid_fen >= 0),
    main_cause     text NOT NULL,
    other_causes   text[] NOT NULL CHECK (cardinality(other_causes) <= 3),
    needs          text[] NOT NULL,
    tier           text NOT NULL CHECK (tier IN ('DEEP','RELATIVE','ACCIDENTAL','DIBAO','NEAR_DIBAO','ACCIDENT','ABOVE_LINE','ON_DIBAO','NOT_ON_DIBAO')),
    needy_file     text NOT NULL CHECK (needy_file IN ('NONE','APPLIED','FILED','RELIEVED','REMOVED')),
    single_parent_female_worker boolean NOT NULL,
    consent_on     date,
    consent_form   text,
    -- who answers for the household now; the history is in pairing
    cadre_id       uuid REFERENCES staff (id),
    registered_on  date NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((status = 'CLOSED') = (close_reason IS NOT NULL)),
    CHECK (status <> 'CLOSED' OR cadre_id IS NULL)
);
-- The running number of files in this city; a number that was not used stays unused.
CREATE SEQUENCE household_number;
GRANT USAGE ON SEQUENCE household_number TO lianxin_app;

CREATE INDEX household_tenant ON household (union_path, id);
CREATE INDEX household_union ON household (union_id, union_path, id);
CREATE INDEX household_cadre ON household (cadre_id, union_path, id) WHERE cadre_id IS NOT NULL;
CREATE INDEX household_unpaired ON household (union_path, id) WHERE cadre_id IS NULL AND status = 'ACTIVE';
CREATE INDEX household_paired ON household (union_path, id) WHERE cadre_id IS NOT NULL;
-- What is rare is found in a wide subtree without reading all of it, and in the order of the list.
CREATE INDEX household_kind ON household (kind, union_path, id);
CREATE INDEX household_status ON household (status, union_path, id);
CREATE INDEX household_tier ON household (tier, union_path, id);
CREATE INDEX household_cause ON household (main_cause, union_path, id);

CREATE TABLE household_private (
    household_id uuid PRIMARY KEY REFERENCES household (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    head_name    text NOT NULL,
    -- characters, pinyin and initials of every member's name
    search       text NOT NULL,
    address      text NOT NULL,
    note         text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX household_private_union ON household_private (union_id, household_id);

CREATE TABLE member (
    id               uuid PRIMARY KEY,
    household_id     uuid NOT NULL REFERENCES household (id),
    union_id         uuid NOT NULL,
    union_path       text COLLATE "C" NOT NULL,
    position         smallint NOT NULL,
    masked_name      text NOT NULL,
    masked_id_number text,
    sex              text CHECK (sex IN ('MALE','FEMALE')),
    birth_year       smallint,
    relation         text NOT NULL CHECK (relation IN ('SELF','SPOUSE','SON','DAUGHTER','FATHER','MOTHER','IN_LAW','GRANDPARENT','GRANDCHILD','SIBLING','OTHER')),
    education        text NOT NULL,
    migrant_worker   boolean NOT NULL,
    contract_signed  boolean,
    social_insurance boolean,
    union_member     boolean,
    wish             text,
    removed_on       date,
    version          integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX member_one_head ON member (household_id) WHERE relation = 'SELF' AND removed_on IS NULL;
CREATE INDEX member_household ON member (household_id, position);
CREATE INDEX member_union ON member (union_id, union_path);

CREATE TABLE member_private (
    member_id        uuid PRIMARY KEY REFERENCES member (id),
    household_id     uuid NOT NULL REFERENCES household (id),
    union_id         uuid NOT NULL,
    union_path       text COLLATE "C" NOT NULL,
    name             text NOT NULL,
    -- sealed by the application: key id, nonce, ciphertext
    id_number        bytea,
    id_number_digest bytea CHECK (length(id_number_digest) = 32),
    phone            bytea,
    phone_digest     bytea CHECK (length(phone_digest) = 32),
    birth_date       date,
    ethnicity        text,
    health           text NOT NULL,
    school           text,
    grade            text,
    employer         text,
    work_place       text,
    trade            text,
    wage_fen         bigint CHECK (wage_fen >= 0),
    skills           text,
    -- a file of this person exists elsewhere and the common superior has yet to settle it
    disputed         boolean NOT NULL DEFAULT false,
    -- false when the household is closed or the member has left it: the number is free again
    current          boolean NOT NULL DEFAULT true,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
-- One person has one file in the city, whoever registers first, whatever a policy hides.
CREATE UNIQUE INDEX member_private_one_file ON member_private (id_number_digest) WHERE current AND NOT disputed;
CREATE INDEX member_private_household ON member_private (household_id);
CREATE INDEX member_private_id_number ON member_private (id_number_digest);
CREATE INDEX member_private_phone ON member_private (phone_digest);
CREATE INDEX member_private_union ON member_private (union_id, union_path);

-- Who changed what, with values before and after; numbers only masked.
CREATE TABLE household_change (
    id           uuid PRIMARY KEY,
    household_id uuid NOT NULL REFERENCES household (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    at           timestamptz NOT NULL,
    staff_id     uuid,
    kind         text NOT NULL CHECK (kind IN ('REGISTERED','CHANGED','STATUS')),
    fields       jsonb NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX household_change_household ON household_change (household_id, at, id);
CREATE INDEX household_change_union ON household_change (union_id, union_path);

-- "This person already has a file elsewhere": the claim is the claimant's and shows nothing of the
-- other side; duplicate_pair is the common superior's and names both.
CREATE TABLE duplicate_claim (
    id            uuid PRIMARY KEY,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    household_id  uuid NOT NULL REFERENCES household (id),
    member_id     uuid NOT NULL REFERENCES member (id),
    reason        text NOT NULL,
    state         text NOT NULL CHECK (state IN ('OPEN','SETTLED')),
    decision      text CHECK (decision IN ('KEEP_EARLIER','KEEP_CLAIMANT')),
    decision_note text,
    created_at    timestamptz NOT NULL,
    settled_at    timestamptz,
    version       integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'SETTLED') = (decision IS NOT NULL))
);
CREATE INDEX duplicate_claim_tenant ON duplicate_claim (union_path, id);
CREATE INDEX duplicate_claim_union ON duplicate_claim (union_id, union_path);
CREATE INDEX duplicate_claim_household ON duplicate_claim (household_id);

CREATE TABLE duplicate_pair (
    claim_id           uuid PRIMARY KEY REFERENCES duplicate_claim (id),
    -- the nearest common superior
    union_id           uuid NOT NULL,
    union_path         text COLLATE "C" NOT NULL,
    other_household_id uuid NOT NULL REFERENCES household (id),
    other_member_id    uuid NOT NULL REFERENCES member (id),
    open               boolean NOT NULL DEFAULT true,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX duplicate_pair_tenant ON duplicate_pair (union_id, claim_id);
CREATE INDEX duplicate_pair_union ON duplicate_pair (union_id, union_path);

CALL protect('duplicate_pair', 'own', 'own');
GRANT SELECT, UPDATE ON duplicate_pair TO lianxin_app;

-- The union that settles a duplicate may close the household that loses; nobody else writes below.
CREATE FUNCTION settles(household uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (
        SELECT 1 FROM duplicate_pair p JOIN duplicate_claim c ON c.id = p.claim_id
        WHERE p.open AND household IN (p.other_household_id, c.household_id));
CALL protect('duplicate_claim', 'subtree',
    isolation_rule('own') || $q$ OR EXISTS (SELECT 1 FROM duplicate_pair p WHERE p.claim_id = id AND p.open)$q$);
CALL protect('household', 'subtree', isolation_rule('own') || ' OR settles(id)');
CALL protect('member', 'subtree', isolation_rule('own') || ' OR settles(household_id)');
GRANT SELECT, INSERT, UPDATE ON household, member, duplicate_claim TO lianxin_app;

-- One record of a union below opens when the audit trail has it from this very transaction.
CREATE FUNCTION opened(household uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN household = nullif(current_setting('lianxin.opened', true), '')::uuid AND EXISTS (
        SELECT 1 FROM audit_entry a
        WHERE a.subject_id = household AND a.action = 'OPENED' AND a.xact = pg_current_xact_id_if_assigned());
CALL protect('household_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$, 'own');
CALL protect('member_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$,
    isolation_rule('own') || ' OR settles(household_id)');
CALL protect('household_change', 'names', isolation_rule('own') || ' OR settles(household_id)');
GRANT SELECT, INSERT, UPDATE ON household_private, member_private TO lianxin_app;
GRANT SELECT, INSERT ON household_change TO lianxin_app;

-- The file of a person that counts, and the nearest union above both it and a path. Its household is
-- held until the transaction ends, as whoever closes or changes the file locks it first. Only
-- functions of the owner call it.
CREATE FUNCTION other_file(digest bytea, member uuid, path text,
    OUT household_id uuid, OUT member_id uuid, OUT union_id uuid, OUT union_path text)
LANGUAGE plpgsql AS $$
DECLARE
    theirs text;
    common text := '';
    len    integer := 5;
BEGIN
    SELECT p.household_id INTO household_id FROM member_private p
    WHERE p.id_number_digest = digest AND p.current AND NOT p.disputed AND p.member_id <> member;
    PERFORM FROM household h WHERE h.id = household_id FOR KEY SHARE;
    SELECT p.member_id, p.union_path INTO member_id, theirs FROM member_private p
    WHERE p.id_number_digest = digest AND p.current AND NOT p.disputed AND p.member_id <> member
      AND p.household_id = other_file.household_id;
    WHILE len <= length(path) AND left(path, len) = left(theirs, len) LOOP
        common := left(path, len);
        len := len + 5;
    END LOOP;
    SELECT u.id, u.path INTO union_id, union_path FROM unions u WHERE u.path = common;
END
$$;
REVOKE ALL ON FUNCTION other_file(bytea, uuid, text) FROM PUBLIC;

-- Finds the other file of this person and hands the claim to the nearest common superior. It looks
-- across branches, so it acts as the owner; the caller learns nothing but that the claim was made.
CREATE FUNCTION raise_duplicate(claim uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    mine  record;
    other record;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT c.union_path, p.member_id, p.id_number_digest INTO mine
    FROM duplicate_claim c JOIN member_private p ON p.member_id = c.member_id
    WHERE c.id = claim AND c.state = 'OPEN'
      AND c.union_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[]);
    IF NOT FOUND THEN RETURN false; END IF;
    SELECT * INTO other FROM other_file(mine.id_number_digest, mine.member_id, mine.union_path);
    IF other.member_id IS NULL THEN RETURN false; END IF;
    INSERT INTO duplicate_pair (claim_id, union_id, union_path, other_household_id, other_member_id)
    VALUES (claim, other.union_id, other.union_path, other.household_id, other.member_id);
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION raise_duplicate(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raise_duplicate(uuid) TO lianxin_app;

-- Brings the open claims around a household to where its files now stand: a claim falls with the
-- file that made it, holds when nobody else's file is left, and otherwise is about the file that
-- counts now. Only functions of the owner call it.
CREATE FUNCTION follow_files(household uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    claim record;
    mine  record;
    other record;
BEGIN
    FOR claim IN
        SELECT c.id, c.union_path, c.member_id, p.other_member_id
        FROM duplicate_claim c JOIN duplicate_pair p ON p.claim_id = c.id
        WHERE p.open AND c.state = 'OPEN' AND household IN (c.household_id, p.other_household_id)
        ORDER BY c.id FOR UPDATE OF p
    LOOP
        -- Read one by one: a claim that holds changes what the next one is about.
        SELECT p.id_number_digest, NOT (p.current AND p.disputed) AS fallen INTO mine
        FROM member_private p WHERE p.member_id = claim.member_id;
        IF NOT mine.fallen THEN
            SELECT * INTO other FROM other_file(mine.id_number_digest, claim.member_id, claim.union_path);
            CONTINUE WHEN other.member_id = claim.other_member_id;
            IF other.member_id IS NOT NULL THEN
                UPDATE duplicate_pair SET union_id = other.union_id, union_path = other.union_path,
                    other_household_id = other.household_id, other_member_id = other.member_id
                WHERE claim_id = claim.id;
                CONTINUE;
            END IF;
            UPDATE member_private SET disputed = false WHERE member_id = claim.member_id;
        END IF;
        UPDATE duplicate_claim SET state = 'SETTLED', settled_at = at, version = version + 1,
            decision = CASE WHEN mine.fallen THEN 'KEEP_EARLIER' ELSE 'KEEP_CLAIMANT' END
        WHERE id = claim.id;
        UPDATE duplicate_pair SET open = false WHERE claim_id = claim.id;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION follow_files(uuid, timestamptz) FROM PUBLIC;

-- After a union closed a household of its own, took a member out of it or corrected a number. Its
-- claims and claims about it may lie in other branches; the caller learns nothing of them.
CREATE FUNCTION files_changed(household uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    IF EXISTS (SELECT FROM household h WHERE h.id = household
        AND h.union_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[])) THEN
        PERFORM follow_files(household, at);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION files_changed(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION files_changed(uuid, timestamptz) TO lianxin_app;

-- Ends a claim after whoever settles it wrote the decision. The settling union sees neither the
-- names nor the hand-overs of the file that loses, so the owner does the rest, and tells nothing.
CREATE FUNCTION drop_duplicate(claim uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    pair  record;
    loser record;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT c.member_id AS claimant, p.other_member_id AS earlier, c.decision = 'KEEP_EARLIER' AS keeps_earlier,
        c.settled_at INTO pair
    FROM duplicate_pair p JOIN duplicate_claim c ON c.id = p.claim_id
    WHERE p.claim_id = claim AND p.open AND c.state = 'SETTLED'
      AND p.union_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[]);
    IF NOT FOUND THEN RETURN; END IF;
    SELECT m.id, m.household_id, h.status = 'CLOSED' AS closed INTO loser
    FROM member m JOIN household h ON h.id = m.household_id
    WHERE m.id = CASE WHEN pair.keeps_earlier THEN pair.claimant ELSE pair.earlier END;
    -- With its head a whole household closed.
    UPDATE member_private SET current = false
    WHERE member_id = loser.id OR loser.closed AND household_id = loser.household_id;
    IF NOT pair.keeps_earlier THEN
        UPDATE member_private SET disputed = false WHERE member_id = pair.claimant;
    END IF;
    UPDATE hand_over o SET state = 'LAPSED', answered_at = pair.settled_at, version = o.version + 1
    FROM pairing a WHERE a.id = o.pairing_id AND a.household_id = loser.household_id
        AND a.ended_on IS NOT NULL AND o.state = 'PROPOSED';
    UPDATE duplicate_pair SET open = false WHERE claim_id = claim;
    PERFORM follow_files(loser.household_id, pair.settled_at);
END
$$;
REVOKE ALL ON FUNCTION drop_duplicate(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_duplicate(uuid) TO lianxin_app;
