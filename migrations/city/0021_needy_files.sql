-- Needy workers' files (困难职工档案): filed (建档) on application, as aid is given but without money, and ended by a
-- proposal of the family's union and another person's decision above it: relieved (解困脱困) or removed (注销).
-- The household's fact follows the file.

ALTER TABLE aid_application
    ALTER COLUMN asked_fen DROP NOT NULL,
    -- the household's fact before it was submitted
    ADD COLUMN fact_before    text CHECK (fact_before IN ('NONE','APPLIED','FILED','RELIEVED','REMOVED')),
    ADD COLUMN filed_on       date,
    -- why it is to end, or ended
    ADD COLUMN ending         text CHECK (ending IN ('RELIEVED','RETIRED','TRANSFERRED','DECEASED','NOT_ELIGIBLE','DUPLICATE')),
    -- persons
    ADD COLUMN proposer_id    uuid,
    ADD COLUMN ender_id       uuid,
    ADD COLUMN ended_on       date,
    -- a relieved family is followed until this day
    ADD COLUMN followed_until date,
    DROP CONSTRAINT aid_application_state_check,
    ADD CONSTRAINT aid_application_state_check CHECK (state IN ('DRAFT','SUBMITTED','RETURNED','REVIEWED','PUBLICISED','APPROVED','PAYING',
        'PAID','RECEIVED','REJECTED','WITHDRAWN','FILED','ENDING','RELIEVED','REMOVED')),
    DROP CONSTRAINT aid_application_check,
    ADD CONSTRAINT aid_application_desk CHECK (
        (desk_id IS NULL) = (state IN ('RECEIVED','REJECTED','WITHDRAWN','FILED','RELIEVED','REMOVED'))),
    ADD CONSTRAINT aid_application_asked CHECK ((kind = 'NEEDY_FILE') = (asked_fen IS NULL)),
    ADD CONSTRAINT aid_application_fits CHECK (CASE kind WHEN 'NEEDY_FILE'
        THEN state NOT IN ('APPROVED','PAYING','PAID','RECEIVED') AND num_nonnulls(granted_fen, fund_id, member_id) = 0
        ELSE state NOT IN ('FILED','ENDING','RELIEVED','REMOVED') END),
    ADD CONSTRAINT aid_application_filed CHECK (
        state NOT IN ('FILED','ENDING','RELIEVED','REMOVED') OR num_nonnulls(approver_id, filed_on) = 2),
    ADD CONSTRAINT aid_application_ending CHECK (
        (state IN ('ENDING','RELIEVED','REMOVED')) = (num_nonnulls(ending, proposer_id) = 2)
        AND (state IN ('RELIEVED','REMOVED')) = (num_nonnulls(ender_id, ended_on) = 2)
        AND (state = 'RELIEVED') = (followed_until IS NOT NULL) AND (state <> 'RELIEVED' OR ending = 'RELIEVED')),
    -- nobody ends a file on their own proposal
    ADD CONSTRAINT aid_application_ending_eyes CHECK ((ender_id = proposer_id) IS NOT TRUE);

-- Who was relieved or removed may be filed again (返困), and a family has one file.
DROP INDEX aid_application_once;
CREATE UNIQUE INDEX aid_application_once ON aid_application (programme_id, coalesce(member_id, household_id))
    WHERE state NOT IN ('REJECTED','WITHDRAWN','RELIEVED','REMOVED');
CREATE UNIQUE INDEX aid_application_one_file ON aid_application (household_id)
    WHERE kind = 'NEEDY_FILE' AND state NOT IN ('REJECTED','WITHDRAWN','RELIEVED','REMOVED');

-- Nobody is paid for a file.
ALTER TABLE aid_application_private ALTER COLUMN payee DROP NOT NULL;

-- Lists of those who are filed, such as the ones that nobody has touched for a year.
CREATE INDEX household_filed ON household (union_path, id) WHERE needy_file = 'FILED';

-- The fact of a household that has a file is the file's: nobody writes another by hand.
CREATE FUNCTION keep_needy_file() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF current_user <> 'lianxin_owner' AND EXISTS (
        SELECT FROM aid_application WHERE household_id = NEW.id AND kind = 'NEEDY_FILE' AND state NOT IN ('DRAFT','REJECTED','WITHDRAWN')) THEN
        RAISE EXCEPTION 'the file decides it' USING ERRCODE = 'check_violation', CONSTRAINT = 'household_needy_file_is_decided';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_needy_file BEFORE UPDATE OF needy_file ON household
    FOR EACH ROW WHEN (OLD.needy_file IS DISTINCT FROM NEW.needy_file) EXECUTE FUNCTION keep_needy_file();

-- Writes the fact of a household as its file has it, with its history, the papers (kinds that show it) on which it
-- is no longer so, and what it counts for.
CREATE FUNCTION set_needy_file(of_household uuid, wanted text, kinds text[], at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    h household;
BEGIN
    SELECT * INTO h FROM household WHERE id = of_household FOR NO KEY UPDATE;
    IF h.needy_file = wanted THEN
        RETURN;
    END IF;
    UPDATE household SET needy_file = wanted, version = version + 1, updated_at = set_needy_file.at WHERE id = h.id;
    INSERT INTO household_change (id, household_id, union_id, union_path, at, staff_id, kind, fields)
    VALUES (time_id(at), h.id, h.union_id, h.union_path, at, nullif(current_setting('lianxin.staff', true), '')::uuid, 'CHANGED',
            jsonb_build_array(jsonb_build_object('field', 'needyFile', 'before', h.needy_file, 'after', wanted)));
    PERFORM mark_papers(h.id, NULL, NULL, kinds, array_fill('needyFile'::text, ARRAY[cardinality(kinds)]), at);
    IF h.status <> 'CLOSED' THEN
        INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
        VALUES (time_id(at), h.union_id, h.union_path, 'HOUSEHOLDS', 'NEEDY_FILE', h.needy_file, -1),
               (time_id(at), h.union_id, h.union_path, 'HOUSEHOLDS', 'NEEDY_FILE', wanted, 1);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION set_needy_file(uuid, text, text[], timestamptz) FROM PUBLIC;

-- The steps, as `rules.rs` has them: from where, to where, and whose they are. A pass leads on to the next desk
-- before it leads to REVIEWED, and the end of a file that is not relieved to REMOVED.
CREATE OR REPLACE FUNCTION aid_transitions() RETURNS TABLE (step text, from_states text[], to_state text, side text)
LANGUAGE sql IMMUTABLE AS $$
VALUES
    ('SUBMIT',    '{DRAFT,RETURNED}'::text[],                       'SUBMITTED',  'FAMILY'),
    ('WITHDRAW',  '{SUBMITTED,RETURNED,REVIEWED,PUBLICISED}',       'WITHDRAWN',  'FAMILY'),
    ('PASS',      '{SUBMITTED}',                                    'REVIEWED',   'DESK'),
    ('RETURN',    '{SUBMITTED,REVIEWED,PUBLICISED}',                'RETURNED',   'DESK'),
    ('REJECT',    '{SUBMITTED,REVIEWED,PUBLICISED}',                'REJECTED',   'DESK'),
    ('PUBLICISE', '{REVIEWED}',                                     'PUBLICISED', 'DECIDER'),
    ('TAKE_DOWN', '{PUBLICISED}',                                   'REVIEWED',   'DECIDER'),
    ('APPROVE',   '{PUBLICISED}',                                   'APPROVED',   'DECIDER'),
    ('REVOKE',    '{APPROVED,FILED}',                               'REJECTED',   'DECIDER'),
    ('SEND',      '{APPROVED}',                                     'PAYING',     'DECIDER'),
    ('HAND_OVER', '{APPROVED}',                                     'PAID',       'DECIDER'),
    ('SETTLE',    '{PAYING}',                                       'PAID',       'DECIDER'),
    ('BOUNCE',    '{PAYING,PAID}',                                  'APPROVED',   'DECIDER'),
    ('CONFIRM',   '{PAID}',                                         'RECEIVED',   'FAMILY'),
    ('FILE',      '{PUBLICISED}',                                   'FILED',      'DECIDER'),
    ('PROPOSE_END', '{FILED}',                                      'ENDING',     'FAMILY'),
    ('END',       '{ENDING}',                                       'RELIEVED',   'DECIDER'),
    ('KEEP',      '{ENDING}',                                       'FILED',      'DECIDER')
$$;

-- What an application counts for. A file counts with its household.
CREATE OR REPLACE FUNCTION count_aid(a aid_application, sign integer, at timestamptz) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(at), a.union_id, a.union_path, c.measure, c.dimension, c.key, sign * c.value
    FROM (VALUES
        ('AID_APPLICATIONS', '', '', 1::bigint, a.state <> 'DRAFT' AND a.kind <> 'NEEDY_FILE'),
        ('AID_APPLICATIONS', 'AID_STATE', a.state, 1, a.state <> 'DRAFT' AND a.kind <> 'NEEDY_FILE'),
        ('AID_GIVEN', '', '', 1, a.paid_on IS NOT NULL),
        ('AID_GIVEN', 'AID_KIND', a.kind, 1, a.paid_on IS NOT NULL),
        ('AID_GIVEN', 'TIER', a.tier, 1, a.paid_on IS NOT NULL),
        ('AID_GIVEN', 'CAUSE', a.cause, 1, a.paid_on IS NOT NULL),
        ('AID_GIVEN', 'MONTH', to_char(a.paid_on, 'YYYY-MM'), 1, a.paid_on IS NOT NULL),
        ('AID_AMOUNT', '', '', a.granted_fen, a.paid_on IS NOT NULL),
        ('AID_AMOUNT', 'AID_KIND', a.kind, a.granted_fen, a.paid_on IS NOT NULL),
        ('AID_AMOUNT', 'TIER', a.tier, a.granted_fen, a.paid_on IS NOT NULL),
        ('AID_AMOUNT', 'CAUSE', a.cause, a.granted_fen, a.paid_on IS NOT NULL),
        ('AID_AMOUNT', 'MONTH', to_char(a.paid_on, 'YYYY-MM'), a.granted_fen, a.paid_on IS NOT NULL)
    ) AS c (measure, dimension, key, value, counts)
    WHERE c.counts
$$;

-- Takes one step, whoever's it is; the functions below say what they may take. `facts` holds what the step
-- needs: the roles that review, what a submission was held against, the money of an approval, the paper of a
-- payment, the end of a file.
CREATE OR REPLACE FUNCTION take_aid_step(of_application uuid, seen integer, what text, day date, at timestamptz, words text, facts jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    own     uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me      uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    person  uuid := nullif(current_setting('lianxin.person', true), '')::uuid;
    before  aid_application;
    a       aid_application;
    way     record;
    here    text;
    acting  uuid;
BEGIN
    SELECT * INTO a FROM aid_application WHERE id = of_application FOR NO KEY UPDATE;
    SELECT * INTO STRICT way FROM aid_transitions() WHERE step = what;
    -- First of all: another's step may have led it to another desk, or to none.
    IF a.version <> seen OR a.state <> ALL (way.from_states) THEN
        RAISE EXCEPTION 'the application was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    acting := CASE way.side WHEN 'FAMILY' THEN a.union_id WHEN 'DECIDER' THEN a.decider_id ELSE a.desk_id END;
    IF acting = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF way.side = 'DESK' AND person = a.submitter_id THEN
        RAISE EXCEPTION 'nobody reviews what they submitted' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_application_four_eyes';
    END IF;
    -- A file takes no money, and what takes money is no file.
    IF what IN ('APPROVE','SEND','HAND_OVER','SETTLE','BOUNCE','CONFIRM') AND a.kind = 'NEEDY_FILE'
       OR what IN ('FILE','PROPOSE_END','END','KEEP') AND a.kind <> 'NEEDY_FILE' THEN
        RAISE EXCEPTION 'this step is none of this kind' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_step_fits';
    END IF;
    -- Nothing is given to who died, left or was struck off since.
    IF what IN ('APPROVE','SEND','HAND_OVER','FILE') AND EXISTS (
        SELECT FROM household h LEFT JOIN member m ON m.id = a.member_id
        WHERE h.id = a.household_id AND (h.status = 'CLOSED' OR m.removed_on IS NOT NULL)) THEN
        RAISE EXCEPTION 'who is to be helped is not there any more' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_family_is_there';
    END IF;
    before := a;
    a.state := way.to_state;
    a.desk_id := a.decider_id;
    CASE what
    WHEN 'SUBMIT' THEN
        a.submitter_id := person;
        a.submitted_at := at;
        a.edition_id := (facts ->> 'edition_id')::uuid;
        a.tier := facts ->> 'tier';
        a.cause := facts ->> 'cause';
        a.findings := facts -> 'findings';
        a.reviewer_ids := '{}';
        a.approver_id := NULL;
        a.notice_id := NULL;
        a.notice_until := NULL;
        IF a.kind = 'NEEDY_FILE' THEN
            SELECT needy_file INTO a.fact_before FROM household WHERE id = a.household_id FOR NO KEY UPDATE;
        END IF;
        a.desk_id := next_aid_desk(a, a.union_path, person, ARRAY (SELECT jsonb_array_elements_text(facts -> 'roles')));
    WHEN 'PASS' THEN
        a.reviewer_ids := a.reviewer_ids || person;
        IF before.desk_id <> a.decider_id THEN
            SELECT path INTO here FROM unions WHERE id = before.desk_id;
            a.desk_id := next_aid_desk(a, left(here, -5), a.submitter_id, ARRAY (SELECT jsonb_array_elements_text(facts -> 'roles')));
            a.state := 'SUBMITTED';
        END IF;
    WHEN 'RETURN' THEN
        a.desk_id := a.union_id;
    WHEN 'REJECT', 'WITHDRAW', 'CONFIRM' THEN
        a.desk_id := NULL;
    WHEN 'PUBLICISE' THEN
        a.notice_id := (facts ->> 'notice_id')::uuid;
        a.notice_until := (facts ->> 'until')::date;
    WHEN 'TAKE_DOWN' THEN
        a.notice_id := NULL;
        a.notice_until := NULL;
    WHEN 'APPROVE', 'FILE' THEN
        IF (a.notice_until < day) IS NOT TRUE THEN
            RAISE EXCEPTION 'the notice still hangs' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_notice_is_over';
        END IF;
        IF EXISTS (SELECT FROM aid_complaint c WHERE c.application_id = a.id AND c.notice_id = a.notice_id AND c.upheld IS NOT FALSE) THEN
            RAISE EXCEPTION 'an objection stands against it' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_objection_stands';
        END IF;
        a.approver_id := person;
        a.approved_at := at;
        IF what = 'FILE' THEN
            a.filed_on := day;
            a.desk_id := NULL;
        ELSE
            a.fund_id := (facts ->> 'fund_id')::uuid;
            a.fund_year := (facts ->> 'year')::smallint;
            a.granted_fen := (facts ->> 'granted_fen')::bigint;
            -- What is marked for the programme goes first, then what is for any.
            SELECT least(coalesce(sum(balance_fen), 0), a.granted_fen) INTO a.marked_fen FROM (
                SELECT balance_fen FROM fund_account
                WHERE id = fund_account_id(a.decider_id, ROW (a.fund_id, a.fund_year, a.kind, 'AVAILABLE', 0)::fund_posting)
                FOR NO KEY UPDATE) AS held;
        END IF;
    WHEN 'REVOKE' THEN
        a.desk_id := NULL;
    WHEN 'SEND', 'HAND_OVER' THEN
        a.payer_id := person;
        a.paid_year := (SELECT min(y) FROM generate_series(a.fund_year::int, a.fund_year + 100) AS y
                        WHERE y NOT IN (SELECT c.year FROM fund_year c WHERE c.union_id = a.decider_id));
    WHEN 'BOUNCE' THEN
        a.paid_on := NULL;
    WHEN 'PROPOSE_END' THEN
        a.ending := facts ->> 'ending';
        a.proposer_id := person;
    WHEN 'END' THEN
        a.state := CASE a.ending WHEN 'RELIEVED' THEN 'RELIEVED' ELSE 'REMOVED' END;
        a.ender_id := person;
        a.ended_on := day;
        a.followed_until := (facts ->> 'followed_until')::date;
        a.desk_id := NULL;
    WHEN 'KEEP' THEN
        a.ending := NULL;
        a.proposer_id := NULL;
        a.desk_id := NULL;
    ELSE
        NULL;
    END CASE;
    IF a.state = 'PAID' THEN
        a.paid_on := day;
        a.desk_id := a.union_id;
    END IF;
    IF what IN ('APPROVE','REVOKE','SEND','HAND_OVER','SETTLE') AND a.kind <> 'NEEDY_FILE' THEN
        PERFORM move_aid_money(a, what, day, at, facts ->> 'document');
    ELSIF what = 'BOUNCE' THEN
        PERFORM move_aid_money(before, what, day, at, facts ->> 'document');
    END IF;
    a.version := a.version + 1;
    UPDATE aid_application SET state = a.state, desk_id = a.desk_id, edition_id = a.edition_id, tier = a.tier, cause = a.cause, findings = a.findings,
        submitter_id = a.submitter_id, reviewer_ids = a.reviewer_ids,
        approver_id = a.approver_id, payer_id = a.payer_id, notice_id = a.notice_id, notice_until = a.notice_until,
        granted_fen = a.granted_fen, fund_id = a.fund_id, fund_year = a.fund_year, marked_fen = a.marked_fen, paid_year = a.paid_year,
        submitted_at = a.submitted_at, approved_at = a.approved_at, paid_on = a.paid_on, fact_before = a.fact_before, filed_on = a.filed_on,
        ending = a.ending, proposer_id = a.proposer_id, ender_id = a.ender_id, ended_on = a.ended_on, followed_until = a.followed_until,
        version = a.version
    WHERE id = a.id;
    UPDATE aid_application_private SET stage = CASE
        WHEN what = 'BOUNCE' THEN 'BOUNCED'
        WHEN a.state = 'RETURNED' THEN 'OPEN'
        WHEN a.state IN ('APPROVED','PAYING','PAID') THEN 'PAYABLE'
        ELSE 'CLOSED' END
    WHERE application_id = a.id;
    INSERT INTO aid_event (application_id, number, household_id, union_id, union_path, step, from_state, to_state, decider_id,
                           actor_union_id, staff_id, at, reason)
    SELECT a.id, coalesce(max(e.number), 0) + 1, a.household_id, a.union_id, a.union_path, what, before.state, a.state, a.decider_id,
           acting, me, take_aid_step.at, words
    FROM aid_event e WHERE e.application_id = a.id;
    PERFORM count_aid(before, -1, at), count_aid(a, 1, at);
    IF a.kind = 'NEEDY_FILE' THEN
        PERFORM set_needy_file(a.household_id, CASE
            WHEN a.state IN ('SUBMITTED','REVIEWED','PUBLICISED') THEN 'APPLIED'
            WHEN a.state IN ('FILED','ENDING') THEN 'FILED'
            WHEN a.state IN ('RELIEVED','REMOVED') THEN a.state
            ELSE a.fact_before END, ARRAY (SELECT jsonb_array_elements_text(facts -> 'papers')), at);
    END IF;
END
$$;

-- Takes a step of many applications, all or none, in one order, so that two never wait for each other in a
-- circle. `facts` are for each.
CREATE OR REPLACE FUNCTION step_aid(ids uuid[], versions integer[], what text, day date, at timestamptz, words text, facts jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    line record;
BEGIN
    IF what NOT IN ('SUBMIT','WITHDRAW','PASS','RETURN','REJECT','APPROVE','REVOKE','CONFIRM',
                    'FILE','PROPOSE_END','END','KEEP') THEN
        RAISE EXCEPTION '% has a function of its own', what USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    FOR line IN SELECT * FROM ROWS FROM (unnest(ids), unnest(versions), jsonb_array_elements(facts)) AS l (id, version, facts) ORDER BY id LOOP
        PERFORM take_aid_step(line.id, line.version, what, day, at, words, line.facts);
    END LOOP;
END
$$;

-- What is kept already, counted by the file.
DO $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(now()), union_id, union_path, 'HOUSEHOLDS', 'NEEDY_FILE', needy_file, count(*)
    FROM household WHERE status <> 'CLOSED' GROUP BY union_id, union_path, needy_file;
    PERFORM set_config('lianxin.maintenance', '', true);
END
$$;
