-- Rights cases (维权个案, notice §4.2): employers, cases with the workers they are about, what is due by law, letters
-- to departments, money recovered, and the referral of one case to another union of the city.
--
-- A case is written by functions of the owner, as an application for aid is: they know who calls, where the case
-- stands and with whom it is shared, and count what changed, in one transaction. A referral shares exactly that case
-- with one union, wherever it stands in the tree, until it ends.

-- Who the other side is. Businesses are public (GB 32100), so the whole city reads the register; a natural person who
-- owes wages is none of it, and is named in the case alone.
CREATE TABLE employer (
    id             uuid PRIMARY KEY,
    -- who registered it
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    name           text NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
    search         text NOT NULL,
    credit_code    text CHECK (length(credit_code) = 18),
    division_code  text CHECK (division_code ~ '^[0-9]{6,12}$'),
    address        text,
    -- this entry was a duplicate of that one
    merged_into_id uuid REFERENCES employer (id),
    created_by     uuid NOT NULL REFERENCES staff (id),
    created_at     timestamptz NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (merged_into_id <> id)
);
CREATE UNIQUE INDEX employer_credit_code ON employer (credit_code) WHERE credit_code IS NOT NULL AND merged_into_id IS NULL;
CREATE INDEX employer_search ON employer USING gin (search public.gin_trgm_ops);
CREATE INDEX employer_name ON employer (name, id) WHERE merged_into_id IS NULL;
CREATE INDEX employer_merged ON employer (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX employer_union ON employer (union_id, union_path);
CREATE INDEX employer_creator ON employer (created_by);
CALL protect('employer', $q$left(union_path, 5) = left(nullif(current_setting('lianxin.path', true), ''), 5)$q$,
    isolation_rule('subtree') || ' AND merged_into_id IS NULL');
GRANT SELECT, INSERT, UPDATE ON employer TO lianxin_app;

CREATE SEQUENCE rights_case_number;

CREATE TABLE rights_case (
    id                uuid PRIMARY KEY,
    -- where it was reported: the worker's union
    union_id          uuid NOT NULL,
    union_path        text COLLATE "C" NOT NULL,
    number            text NOT NULL UNIQUE,
    kind              text NOT NULL CHECK (kind IN ('WAGE_ARREARS','NO_CONTRACT','NO_SOCIAL_INSURANCE','WORK_INJURY','OCCUPATIONAL_DISEASE',
                          'DISMISSAL','OVERTIME','SAFETY','SPECIAL_PROTECTION','DEPOSIT_SEIZED','RELATION','UNION_RIGHT','PERSONAL','OTHER')),
    state             text NOT NULL CHECK (state IN ('REPORTED','ACCEPTED','REFERRED','COORDINATING','DELEGATED','SETTLED','WON','LOST',
                          'WITHDRAWN','REFUSED','CLOSED')),
    -- 张**等3人
    label             text NOT NULL CHECK (label LIKE '%*%'),
    household_ids     uuid[] NOT NULL DEFAULT '{}',
    workers_concerned integer NOT NULL CHECK (workers_concerned BETWEEN 1 AND 100000),
    employer_id       uuid REFERENCES employer (id),
    site              text,
    -- where the law was broken
    place_code        text NOT NULL CHECK (place_code ~ '^[0-9]{6,12}$'),
    place_text        text,
    reported_on       date NOT NULL,
    accepted_on       date,
    resolved_on       date,
    closed_on         date,
    claimed_fen       bigint NOT NULL CHECK (claimed_fen >= 0),
    awarded_fen       bigint CHECK (awarded_fen >= 0),
    recovered_fen     bigint NOT NULL DEFAULT 0 CHECK (recovered_fen >= 0),
    -- how it ended, also once it is closed
    result            text CHECK (result IN ('SETTLED','WON','LOST','WITHDRAWN')),
    route             text CHECK (route IN ('UNION','DEPARTMENT','MEDIATION','ARBITRATION','LITIGATION','ENFORCEMENT')),
    outcome           text,
    satisfaction      text CHECK (satisfaction IN ('SATISFIED','FAIR','DISSATISFIED','UNREACHED')),
    -- with whom a living referral shares it, and who handles it since that union took it in
    shared_id         uuid REFERENCES unions (id),
    handler_id        uuid REFERENCES unions (id),
    created_by        uuid NOT NULL REFERENCES staff (id),
    created_at        timestamptz NOT NULL,
    version           integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (handler_id IS NULL OR handler_id = shared_id),
    CHECK (shared_id <> union_id),
    CHECK ((state = 'REFERRED') = (shared_id IS NOT NULL AND handler_id IS NULL)),
    CHECK (state NOT IN ('REPORTED','REFUSED','CLOSED') OR shared_id IS NULL),
    CHECK (state NOT IN ('SETTLED','WON','LOST','WITHDRAWN') OR (result = state AND resolved_on IS NOT NULL)),
    CHECK (state <> 'CLOSED' OR num_nonnulls(result, resolved_on, closed_on, satisfaction) = 4),
    CHECK (state NOT IN ('ACCEPTED','COORDINATING','DELEGATED','REFERRED','REPORTED','REFUSED') OR result IS NULL)
);
CREATE INDEX rights_case_tenant ON rights_case (union_path, id);
CREATE INDEX rights_case_union ON rights_case (union_id, union_path, id);
CREATE INDEX rights_case_shared ON rights_case (shared_id, id) WHERE shared_id IS NOT NULL;
CREATE INDEX rights_case_handler ON rights_case (handler_id, id) WHERE handler_id IS NOT NULL;
CREATE INDEX rights_case_employer ON rights_case (employer_id, id) WHERE employer_id IS NOT NULL;
CREATE INDEX rights_case_state ON rights_case (state, union_path, id);
CREATE INDEX rights_case_households ON rights_case USING gin (household_ids);
CREATE INDEX rights_case_creator ON rights_case (created_by);
CALL protect('rights_case', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR ' || replace(isolation_rule('own'), 'union_id', 'shared_id'),
    'nobody');
GRANT SELECT ON rights_case TO lianxin_app;

-- Whether a referral shares the case with an own union; the same for those who read names; and whether an own union
-- handles it by such a referral. They look at the case as the owner and tell nothing else of it.
CREATE FUNCTION shares_case(of_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM rights_case WHERE id = of_case
        AND shared_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[]));
END
$$;
CREATE FUNCTION names_case(of_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM rights_case WHERE id = of_case
        AND shared_id = ANY (string_to_array(nullif(current_setting('lianxin.names', true), ''), ',')::uuid[]));
END
$$;
CREATE FUNCTION handles_case(of_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM rights_case WHERE id = of_case
        AND handler_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[]));
END
$$;
REVOKE ALL ON FUNCTION shares_case(uuid), names_case(uuid), handles_case(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shares_case(uuid), names_case(uuid), handles_case(uuid) TO lianxin_app;

-- What happened and what is asked for, who owes where that is a natural person, and the facts by which deadlines run:
-- injuries and illnesses are among them.
CREATE TABLE rights_case_private (
    case_id    uuid PRIMARY KEY REFERENCES rights_case (id),
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    account    text NOT NULL,
    claim      text NOT NULL,
    respondent text,
    facts      jsonb NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX rights_case_private_union ON rights_case_private (union_id, union_path);
CALL protect('rights_case_private', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id)', isolation_rule('own') || ' OR handles_case(case_id)');
GRANT SELECT, INSERT, UPDATE ON rights_case_private TO lianxin_app;

-- The workers it is about, as far as they are known by name.
CREATE TABLE rights_worker (
    id           uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES rights_case (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    position     smallint NOT NULL,
    household_id uuid REFERENCES household (id),
    member_id    uuid REFERENCES member (id),
    name         text NOT NULL,
    -- sealed by the application
    id_number    bytea,
    phone        bytea,
    claimed_fen  bigint CHECK (claimed_fen >= 0),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((member_id IS NULL) = (household_id IS NULL))
);
CREATE UNIQUE INDEX rights_worker_once ON rights_worker (case_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX rights_worker_case ON rights_worker (case_id, position);
CREATE INDEX rights_worker_household ON rights_worker (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX rights_worker_member ON rights_worker (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX rights_worker_union ON rights_worker (union_id, union_path);
CALL protect('rights_worker', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id)', isolation_rule('own') || ' OR handles_case(case_id)');
GRANT SELECT, INSERT, UPDATE, DELETE ON rights_worker TO lianxin_app;

-- The way of a case. Both sides of a referral and the unions above read it, so its words name nobody.
CREATE TABLE rights_event (
    case_id        uuid NOT NULL REFERENCES rights_case (id),
    number         integer NOT NULL CHECK (number > 0),
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    step           text NOT NULL,
    from_state     text NOT NULL,
    to_state       text NOT NULL,
    -- where it was done, and what that union is called: the other side does not see it
    actor_union_id uuid NOT NULL REFERENCES unions (id),
    actor_name     text NOT NULL,
    staff_id       uuid NOT NULL REFERENCES staff (id),
    at             timestamptz NOT NULL,
    words          text,
    PRIMARY KEY (case_id, number),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX rights_event_union ON rights_event (union_id, union_path);
CREATE INDEX rights_event_actor ON rights_event (actor_union_id);
CREATE INDEX rights_event_staff ON rights_event (staff_id);
CALL protect('rights_event', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR shares_case(case_id)', 'nobody');
GRANT SELECT ON rights_event TO lianxin_app;

-- The way of a case to another union and back. That union keeps the row, which says no more than that there was one.
CREATE TABLE rights_referral (
    id          uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES rights_case (id),
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    to_union_id uuid NOT NULL REFERENCES unions (id),
    -- as they are called: neither side sees the other in the tree
    from_name   text NOT NULL,
    to_name     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('SENT','RECEIVED','TAKEN','RETURNED','RECALLED','DONE')),
    reason      text NOT NULL,
    answer      text,
    sent_on     date NOT NULL,
    due_on      date NOT NULL CHECK (due_on >= sent_on),
    received_on date,
    ended_on    date,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state IN ('RETURNED','RECALLED','DONE')) = (ended_on IS NOT NULL))
);
CREATE UNIQUE INDEX rights_referral_living ON rights_referral (case_id) WHERE ended_on IS NULL;
CREATE INDEX rights_referral_case ON rights_referral (case_id, id);
CREATE INDEX rights_referral_to ON rights_referral (to_union_id, id);
CREATE INDEX rights_referral_union ON rights_referral (union_id, union_path);
CALL protect('rights_referral', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR ' || replace(isolation_rule('own'), 'union_id', 'to_union_id'),
    'nobody');
GRANT SELECT ON rights_referral TO lianxin_app;

-- Money that came to the workers. Rows stay; a mistake is cancelled with its reason.
CREATE TABLE rights_recovery (
    id           uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES rights_case (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    on_day       date NOT NULL,
    amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
    workers      integer NOT NULL CHECK (workers > 0),
    note         text,
    actor_union_id uuid NOT NULL REFERENCES unions (id),
    actor_name   text NOT NULL,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    recorded_at  timestamptz NOT NULL,
    cancelled_on date,
    reason       text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((cancelled_on IS NULL) = (reason IS NULL))
);
CREATE INDEX rights_recovery_case ON rights_recovery (case_id, id);
CREATE INDEX rights_recovery_union ON rights_recovery (union_id, union_path);
CREATE INDEX rights_recovery_actor ON rights_recovery (actor_union_id);
CREATE INDEX rights_recovery_staff ON rights_recovery (staff_id);
CALL protect('rights_recovery', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR shares_case(case_id)', 'nobody');
GRANT SELECT ON rights_recovery TO lianxin_app;

-- What is due by law: so much time after a fact of the case. Rows are added and never changed; the newest of a code
-- whose first day has come counts, so what the law or a province changes is a row and no program.
CREATE TABLE rights_rule (
    code       text NOT NULL CHECK (code ~ '^[A-Z]+(_[A-Z]+)*$' AND length(code) <= 40),
    valid_from date NOT NULL,
    -- cases that it holds for
    kinds      text[] NOT NULL,
    -- the fact from which it runs
    fact       text NOT NULL,
    amount     integer NOT NULL CHECK (amount BETWEEN 1 AND 1000),
    unit       text NOT NULL CHECK (unit IN ('DAYS','MONTHS','YEARS')),
    title      text NOT NULL,
    law        text NOT NULL,
    -- who entered it; nobody for those that came with the program
    staff_id   uuid REFERENCES staff (id),
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX rights_rule_staff ON rights_rule (staff_id) WHERE staff_id IS NOT NULL;
INSERT INTO rights_rule (code, valid_from, kinds, fact, amount, unit, title, law, entered_at) VALUES
    ('ARBITRATION', '2008-05-01', '{WAGE_ARREARS}', 'LEFT_ON', 1, 'YEARS', '申请劳动仲裁（欠薪：自劳动关系终止之日起一年内）',
     '《劳动争议调解仲裁法》第二十七条第四款', '2026-01-01 00:00:00Z'),
    ('ARBITRATION_KNOWN', '2008-05-01', '{NO_CONTRACT,NO_SOCIAL_INSURANCE,WORK_INJURY,OCCUPATIONAL_DISEASE,DISMISSAL,OVERTIME,SPECIAL_PROTECTION,DEPOSIT_SEIZED,RELATION}',
     'KNOWN_ON', 1, 'YEARS', '申请劳动仲裁（自知道或应当知道权利被侵害之日起一年内）', '《劳动争议调解仲裁法》第二十七条第一款', '2026-01-01 00:00:00Z'),
    ('INSPECTION', '2004-12-01', '{WAGE_ARREARS,NO_CONTRACT,NO_SOCIAL_INSURANCE,OVERTIME,SPECIAL_PROTECTION,DEPOSIT_SEIZED}', 'KNOWN_ON', 2, 'YEARS',
     '向劳动保障监察投诉（违法行为发生之日起两年内）', '《劳动保障监察条例》第二十条', '2026-01-01 00:00:00Z'),
    ('INJURY_BY_EMPLOYER', '2011-01-01', '{WORK_INJURY}', 'INJURED_ON', 30, 'DAYS', '用人单位申请工伤认定（三十日内）',
     '《工伤保险条例》第十七条第一款', '2026-01-01 00:00:00Z'),
    ('INJURY_BY_WORKER', '2011-01-01', '{WORK_INJURY}', 'INJURED_ON', 1, 'YEARS', '职工、近亲属或工会申请工伤认定（一年内）',
     '《工伤保险条例》第十七条第二款', '2026-01-01 00:00:00Z'),
    ('DISEASE_BY_EMPLOYER', '2011-01-01', '{OCCUPATIONAL_DISEASE}', 'DIAGNOSED_ON', 30, 'DAYS', '用人单位申请工伤认定（职业病确诊三十日内）',
     '《工伤保险条例》第十七条第一款', '2026-01-01 00:00:00Z'),
    ('DISEASE_BY_WORKER', '2011-01-01', '{OCCUPATIONAL_DISEASE}', 'DIAGNOSED_ON', 1, 'YEARS', '职工、近亲属或工会申请工伤认定（职业病确诊一年内）',
     '《工伤保险条例》第十七条第二款', '2026-01-01 00:00:00Z'),
    ('RECONSIDERATION', '1999-10-01', '{WORK_INJURY,OCCUPATIONAL_DISEASE}', 'RECOGNISED_ON', 60, 'DAYS', '不服工伤认定，申请行政复议（六十日内）',
     '《行政复议法》第二十条', '2026-01-01 00:00:00Z'),
    ('ADMINISTRATIVE_SUIT', '2015-05-01', '{WORK_INJURY,OCCUPATIONAL_DISEASE}', 'RECOGNISED_ON', 6, 'MONTHS', '不服工伤认定，提起行政诉讼（六个月内）',
     '《行政诉讼法》第四十六条', '2026-01-01 00:00:00Z'),
    ('SUIT', '2008-05-01', '{WAGE_ARREARS,NO_CONTRACT,NO_SOCIAL_INSURANCE,WORK_INJURY,OCCUPATIONAL_DISEASE,DISMISSAL,OVERTIME,SPECIAL_PROTECTION,DEPOSIT_SEIZED,RELATION,OTHER}',
     'AWARD_RECEIVED_ON', 15, 'DAYS', '不服仲裁裁决，向人民法院起诉（十五日内）', '《劳动争议调解仲裁法》第四十八条、第五十条', '2026-01-01 00:00:00Z'),
    ('APPEAL', '1991-04-09', '{WAGE_ARREARS,NO_CONTRACT,NO_SOCIAL_INSURANCE,WORK_INJURY,OCCUPATIONAL_DISEASE,DISMISSAL,OVERTIME,SPECIAL_PROTECTION,DEPOSIT_SEIZED,RELATION,PERSONAL,OTHER}',
     'JUDGMENT_RECEIVED_ON', 15, 'DAYS', '不服一审判决，提起上诉（十五日内）', '《民事诉讼法》第一百七十一条', '2026-01-01 00:00:00Z'),
    ('ENFORCEMENT', '2008-04-01', '{WAGE_ARREARS,NO_CONTRACT,NO_SOCIAL_INSURANCE,WORK_INJURY,OCCUPATIONAL_DISEASE,DISMISSAL,OVERTIME,SPECIAL_PROTECTION,DEPOSIT_SEIZED,RELATION,PERSONAL,OTHER}',
     'EFFECTIVE_ON', 2, 'YEARS', '对方不履行，申请强制执行（履行期满之日起两年内）', '《民事诉讼法》第二百五十条', '2026-01-01 00:00:00Z');
-- The whole city reads it, its federation enters it.
CALL protect('rights_rule', $q$nullif(current_setting('lianxin.path', true), '') IS NOT NULL$q$,
    $q$length(nullif(current_setting('lianxin.path', true), '')) = 5$q$);
GRANT SELECT, INSERT ON rights_rule TO lianxin_app;

-- The deadlines of a case: those of the law, the answer to a letter, the end of a referral. What was said of one when
-- it began to run stays with it.
CREATE TABLE rights_deadline (
    id         uuid PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES rights_case (id),
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    -- the code of a rule, LETTER or REFERRAL
    rule       text NOT NULL,
    -- the letter or referral
    subject_id uuid,
    title      text NOT NULL,
    law        text NOT NULL,
    starts_on  date NOT NULL,
    due_on     date NOT NULL CHECK (due_on >= starts_on),
    met_on     date,
    note       text,
    version    integer NOT NULL DEFAULT 1,
    CONSTRAINT rights_deadline_once UNIQUE NULLS NOT DISTINCT (case_id, rule, subject_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX rights_deadline_open ON rights_deadline (union_id, due_on, id) WHERE met_on IS NULL;
CREATE INDEX rights_deadline_due ON rights_deadline (due_on) WHERE met_on IS NULL;
CREATE INDEX rights_deadline_union ON rights_deadline (union_id, union_path);
CALL protect('rights_deadline', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR shares_case(case_id)',
    isolation_rule('own') || ' OR handles_case(case_id)');
GRANT SELECT, INSERT, UPDATE, DELETE ON rights_deadline TO lianxin_app;
CALL admit_worker('rights_deadline', 'SELECT');
CALL admit_worker('rights_case', 'SELECT (id, union_id, handler_id, state)');

-- Letters to government departments (协调函). What they say lies apart: it names workers.
CREATE TABLE rights_letter (
    id          uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES rights_case (id),
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    department  text NOT NULL CHECK (department IN ('HUMAN_RESOURCES','LABOUR_INSPECTION','SOCIAL_INSURANCE','HEALTH','HOUSING','PUBLIC_SECURITY','OTHER')),
    recipient   text NOT NULL CHECK (length(recipient) BETWEEN 2 AND 60),
    -- 发文字号
    number      text,
    state       text NOT NULL CHECK (state IN ('DRAFT','SENT','ANSWERED','WITHDRAWN')),
    sent_on     date,
    due_on      date NOT NULL,
    answered_on date,
    -- the union that writes it
    writer_id   uuid NOT NULL REFERENCES unions (id),
    writer_name text NOT NULL,
    created_by  uuid NOT NULL REFERENCES staff (id),
    created_at  timestamptz NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (state NOT IN ('SENT','ANSWERED') OR num_nonnulls(sent_on, number) = 2),
    CHECK ((state = 'ANSWERED') = (answered_on IS NOT NULL))
);
CREATE INDEX rights_letter_case ON rights_letter (case_id, id);
CREATE INDEX rights_letter_union ON rights_letter (union_id, union_path);
CREATE INDEX rights_letter_writer ON rights_letter (writer_id);
CREATE INDEX rights_letter_creator ON rights_letter (created_by);
CALL protect('rights_letter', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR shares_case(case_id)',
    isolation_rule('own') || ' OR handles_case(case_id)');
GRANT SELECT, INSERT, UPDATE ON rights_letter TO lianxin_app;

CREATE TABLE rights_letter_private (
    letter_id  uuid PRIMARY KEY REFERENCES rights_letter (id),
    case_id    uuid NOT NULL REFERENCES rights_case (id),
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    title      text NOT NULL,
    body       text NOT NULL,
    answer     text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX rights_letter_private_case ON rights_letter_private (case_id);
CREATE INDEX rights_letter_private_union ON rights_letter_private (union_id, union_path);
CALL protect('rights_letter_private', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id)', isolation_rule('own') || ' OR handles_case(case_id)');
GRANT SELECT, INSERT, UPDATE ON rights_letter_private TO lianxin_app;

-- Evidence (举证材料) of a case, beside what is attached to households.
ALTER TABLE attachment ALTER COLUMN household_id DROP NOT NULL;
ALTER TABLE attachment ADD COLUMN case_id uuid REFERENCES rights_case (id);
ALTER TABLE attachment ADD CHECK (num_nonnulls(household_id, case_id) = 1);
ALTER TABLE attachment_private ALTER COLUMN household_id DROP NOT NULL;
ALTER TABLE attachment_private ADD COLUMN case_id uuid REFERENCES rights_case (id);
ALTER TABLE attachment_private ADD CHECK (num_nonnulls(household_id, case_id) = 1);
CREATE INDEX attachment_case ON attachment (case_id, union_path, id) WHERE case_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX attachment_private_case ON attachment_private (case_id) WHERE case_id IS NOT NULL;
DO $$
DECLARE
    shared text := ' OR case_id IS NOT NULL AND shares_case(case_id)';
    named  text := ' OR case_id IS NOT NULL AND (names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id))';
    writes text := '(' || isolation_rule('own') || ') OR case_id IS NOT NULL AND handles_case(case_id)';
    t      text;
BEGIN
    EXECUTE format('ALTER POLICY reads ON attachment USING ((%s)%s)', isolation_rule('subtree'), shared);
    EXECUTE format('ALTER POLICY reads ON attachment_private USING (%s OR (%s AND opened(household_id))%s)',
        isolation_rule('names'), isolation_rule('subtree'), named);
    FOREACH t IN ARRAY ARRAY ['attachment', 'attachment_private'] LOOP
        EXECUTE format('ALTER POLICY inserts ON %I WITH CHECK (%s)', t, writes);
        EXECUTE format('ALTER POLICY updates ON %I USING (%s) WITH CHECK (%s)', t, writes, writes);
        EXECUTE format('ALTER POLICY deletes ON %I USING (%s)', t, writes);
    END LOOP;
END $$;

-- The steps of a case, as `rules/step.rs` has them: from where, to where (nowhere else where nothing is said), and whose
-- they are: HOME, whose case it is; TARGET, with whom it is shared; HANDLER, who handles it; EITHER of the two.
CREATE FUNCTION rights_transitions() RETURNS TABLE (step text, from_states text[], to_state text, side text)
LANGUAGE sql IMMUTABLE AS $$
VALUES
    ('REPORT',     '{}'::text[],                                                      'REPORTED',     'HOME'),
    ('EDIT',       '{REPORTED,ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}', NULL,     'EITHER'),
    ('ACCEPT',     '{REPORTED}',                                                      'ACCEPTED',     'HOME'),
    ('REFUSE',     '{REPORTED,ACCEPTED}',                                             'REFUSED',      'HOME'),
    ('NOTE',       '{REPORTED,ACCEPTED,REFERRED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}', NULL, 'EITHER'),
    ('REFER',      '{REPORTED,ACCEPTED,COORDINATING}',                                'REFERRED',     'HOME'),
    ('RECEIVE',    '{REFERRED}',                                                      NULL,           'TARGET'),
    ('TAKE',       '{REFERRED}',                                                      'ACCEPTED',     'TARGET'),
    ('RETURN',     '{REFERRED,ACCEPTED,COORDINATING}',                                'ACCEPTED',     'TARGET'),
    ('RECALL',     '{REFERRED,ACCEPTED,COORDINATING,DELEGATED}',                      'ACCEPTED',     'HOME'),
    ('FINISH',     '{SETTLED,WON,LOST,WITHDRAWN}',                                    NULL,           'TARGET'),
    ('COORDINATE', '{ACCEPTED,COORDINATING}',                                         'COORDINATING', 'HANDLER'),
    ('ANSWER',     '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}',    NULL,           'HANDLER'),
    ('SETTLE',     '{ACCEPTED,COORDINATING,DELEGATED}',                               'SETTLED',      'HANDLER'),
    ('WIN',        '{ACCEPTED,COORDINATING,DELEGATED}',                               'WON',          'HANDLER'),
    ('LOSE',       '{ACCEPTED,COORDINATING,DELEGATED}',                               'LOST',         'HANDLER'),
    ('WITHDRAW',   '{REPORTED,ACCEPTED,COORDINATING,DELEGATED}',                      'WITHDRAWN',    'HANDLER'),
    ('RECOVER',    '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN,CLOSED}', NULL,       'EITHER'),
    ('CORRECT',    '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN,CLOSED}', NULL,       'EITHER'),
    ('CONTINUE',   '{SETTLED,WON,LOST,WITHDRAWN,REFUSED,CLOSED}',                     'ACCEPTED',     'HANDLER'),
    ('CLOSE',      '{SETTLED,WON,LOST,WITHDRAWN}',                                    'CLOSED',       'HOME')
$$;

-- How long a case took, in the steps that are compared: within a month, a quarter, half a year, a year, or longer.
CREATE FUNCTION rights_duration(days integer) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN days <= 30 THEN 'MONTH' WHEN days <= 90 THEN 'QUARTER' WHEN days <= 180 THEN 'HALF_YEAR' WHEN days <= 365 THEN 'YEAR' ELSE 'LONGER' END;

-- What a case counts for now, its money included.
CREATE FUNCTION rights_cells(c rights_case) RETURNS TABLE (measure text, dimension text, key text, value bigint)
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT * FROM (VALUES
        ('RIGHTS_CASES', '', '', 1::bigint),
        ('RIGHTS_CASES', 'CASE_STATE', c.state, 1),
        ('RIGHTS_CASES', 'CASE_KIND', c.kind, 1),
        ('RIGHTS_CASES', 'CASE_RESULT', c.result, 1),
        ('RIGHTS_CASES', 'MONTH', to_char(c.reported_on, 'YYYY-MM'), 1),
        ('RIGHTS_CASES', 'EMPLOYER', c.employer_id::text, 1),
        ('RIGHTS_WORKERS', '', '', c.workers_concerned),
        ('RIGHTS_WORKERS', 'CASE_KIND', c.kind, c.workers_concerned),
        ('RIGHTS_CLAIMED', '', '', c.claimed_fen),
        ('RIGHTS_CLAIMED', 'CASE_KIND', c.kind, c.claimed_fen),
        ('RIGHTS_CLAIMED', 'EMPLOYER', c.employer_id::text, c.claimed_fen),
        ('RIGHTS_CLOSED', '', CASE WHEN c.state = 'CLOSED' THEN '' END, 1),
        ('RIGHTS_CLOSED', 'CASE_KIND', CASE WHEN c.state = 'CLOSED' THEN c.kind END, 1),
        ('RIGHTS_CLOSED', 'DURATION', CASE WHEN c.state = 'CLOSED' THEN rights_duration(c.closed_on - c.reported_on) END, 1),
        ('RIGHTS_RECOVERED', '', '', c.recovered_fen),
        ('RIGHTS_RECOVERED', 'CASE_KIND', c.kind, c.recovered_fen),
        ('RIGHTS_RECOVERED', 'EMPLOYER', c.employer_id::text, c.recovered_fen)
    ) AS cell (measure, dimension, key, value) WHERE key IS NOT NULL AND value <> 0
    UNION ALL
    SELECT 'RIGHTS_RECOVERED', 'MONTH', to_char(r.on_day, 'YYYY-MM'), sum(r.amount_fen)::bigint FROM rights_recovery r
    WHERE r.case_id = c.id AND r.cancelled_on IS NULL GROUP BY 3
$$;

-- Counts what a case counts for now instead of what it did before.
CREATE FUNCTION count_rights(of_case uuid, before jsonb, at timestamptz) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(at), c.union_id, c.union_path, d.measure, d.dimension, d.key, d.value
    FROM rights_case c CROSS JOIN LATERAL (
        SELECT measure, dimension, key, sum(value)::bigint AS value FROM (
            SELECT * FROM rights_cells(c)
            UNION ALL
            SELECT measure, dimension, key, -value FROM jsonb_to_recordset(before) AS b (measure text, dimension text, key text, value bigint)
        ) AS cell GROUP BY 1, 2, 3 HAVING sum(value) <> 0) AS d
    WHERE c.id = of_case
$$;

-- The case that a step is about, held, and where it leads. Refuses who is not on the step's side.
CREATE FUNCTION hold_rights_case(of_case uuid, seen integer, what text, OUT c rights_case, OUT acting uuid, OUT leads_to text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    way record;
BEGIN
    SELECT * INTO c FROM rights_case WHERE id = of_case FOR NO KEY UPDATE;
    SELECT * INTO STRICT way FROM rights_transitions() WHERE step = what;
    IF NOT (c.union_id = ANY (own) OR c.shared_id = ANY (own)) IS NOT FALSE THEN
        RAISE EXCEPTION 'this case is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- First of all: another's step may have led it to another side.
    IF c.version <> seen OR c.state <> ALL (way.from_states) THEN
        RAISE EXCEPTION 'the case was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    acting := CASE way.side
        WHEN 'HOME' THEN c.union_id
        WHEN 'TARGET' THEN c.shared_id
        WHEN 'HANDLER' THEN coalesce(c.handler_id, c.union_id)
        ELSE CASE WHEN c.union_id = ANY (own) THEN c.union_id ELSE c.handler_id END END;
    IF acting = ANY (own) IS NOT TRUE
       -- Who gave it away does not decide it; who was only asked does not change it.
       OR what IN ('ACCEPT','REFUSE','REFER','CLOSE') AND c.shared_id IS NOT NULL
       OR what IN ('RECALL','RETURN') AND c.shared_id IS NULL THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    leads_to := coalesce(way.to_state, c.state);
END
$$;

-- Writes down what was done with a case.
CREATE FUNCTION note_rights(c rights_case, what text, was text, acting uuid, at timestamptz, words text) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO rights_event (case_id, number, union_id, union_path, step, from_state, to_state, actor_union_id, actor_name, staff_id, at, words)
    SELECT c.id, coalesce((SELECT max(e.number) FROM rights_event e WHERE e.case_id = c.id), 0) + 1, c.union_id, c.union_path, what, was, c.state,
           u.id, u.name, nullif(current_setting('lianxin.staff', true), '')::uuid, at, words
    FROM unions u WHERE u.id = acting
$$;

-- Writes a case: a new one of an own union (`seen` is null), or the facts of one at the version that was seen. `f` holds
-- the columns that are written.
CREATE FUNCTION write_rights_case(of_case uuid, seen integer, of_union uuid, f jsonb, day date, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own    uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    held   record;
    c      rights_case;
    acting uuid;
    before jsonb;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    IF seen IS NULL THEN
        IF of_union = ANY (own) IS NOT TRUE THEN
            RAISE EXCEPTION 'this union is not the caller''s' USING ERRCODE = 'insufficient_privilege';
        END IF;
        acting := of_union;
        INSERT INTO rights_case (id, union_id, union_path, number, kind, state, label, household_ids, workers_concerned, employer_id, site,
                                 place_code, place_text, reported_on, claimed_fen, created_by, created_at)
        SELECT of_case, u.id, u.path, 'WQ' || lpad(nextval('rights_case_number')::text, 6, '0'), f ->> 'kind', 'REPORTED', f ->> 'label',
               ARRAY (SELECT jsonb_array_elements_text(f -> 'household_ids')::uuid), (f ->> 'workers_concerned')::int, (f ->> 'employer_id')::uuid,
               f ->> 'site', f ->> 'place_code', f ->> 'place_text', day, (f ->> 'claimed_fen')::bigint,
               nullif(current_setting('lianxin.staff', true), '')::uuid, at
        FROM unions u WHERE u.id = of_union
        RETURNING * INTO c;
        PERFORM note_rights(c, 'REPORT', c.state, acting, at, NULL);
    ELSE
        SELECT * INTO held FROM hold_rights_case(of_case, seen, 'EDIT');
        c := held.c;
        acting := held.acting;
        SELECT jsonb_agg(cell) INTO before FROM rights_cells(c) AS cell;
        UPDATE rights_case SET kind = f ->> 'kind', label = f ->> 'label',
            household_ids = ARRAY (SELECT jsonb_array_elements_text(f -> 'household_ids')::uuid),
            workers_concerned = (f ->> 'workers_concerned')::int, employer_id = (f ->> 'employer_id')::uuid, site = f ->> 'site',
            place_code = f ->> 'place_code', place_text = f ->> 'place_text', claimed_fen = (f ->> 'claimed_fen')::bigint, version = version + 1
        WHERE id = c.id RETURNING * INTO c;
        PERFORM note_rights(c, 'EDIT', c.state, acting, at, NULL);
    END IF;
    PERFORM count_rights(c.id, coalesce(before, '[]'), at);
END
$$;

-- Takes a step of a case. `f` holds what it needs: the outcome, the referral, a recovery.
CREATE FUNCTION step_rights_case(of_case uuid, seen integer, what text, day date, at timestamptz, words text, f jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    me       uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    held     record;
    c        rights_case;
    was      text;
    before   jsonb;
    ends     text;
BEGIN
    IF what IN ('REPORT','EDIT') THEN
        RAISE EXCEPTION '% has a function of its own', what USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_rights_case(of_case, seen, what);
    c := held.c;
    was := c.state;
    SELECT jsonb_agg(cell) INTO before FROM rights_cells(c) AS cell;
    c.state := held.leads_to;
    CASE what
    WHEN 'ACCEPT' THEN
        c.accepted_on := day;
    WHEN 'REFUSE' THEN
        c.closed_on := day;
    WHEN 'REFER' THEN
        -- Where the worker's own union takes no part in it any more, it was accepted by giving it on.
        c.accepted_on := coalesce(c.accepted_on, day);
        INSERT INTO rights_referral (id, case_id, union_id, union_path, to_union_id, from_name, to_name, state, reason, sent_on, due_on)
        SELECT (f ->> 'referral_id')::uuid, c.id, c.union_id, c.union_path, t.id, h.name, t.name, 'SENT', words, day, (f ->> 'due_on')::date
        FROM unions h, unions t WHERE h.id = c.union_id AND t.id = (f ->> 'to_union_id')::uuid AND t.id <> h.id AND t.state = 'ACTIVE';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this union takes no referral' USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_referral_target';
        END IF;
        c.shared_id := (f ->> 'to_union_id')::uuid;
    WHEN 'RECEIVE' THEN
        UPDATE rights_referral SET state = 'RECEIVED', received_on = day WHERE case_id = c.id AND state = 'SENT';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the receipt was given already' USING ERRCODE = 'serialization_failure';
        END IF;
    WHEN 'TAKE' THEN
        c.handler_id := c.shared_id;
        UPDATE rights_referral SET state = 'TAKEN', received_on = coalesce(received_on, day) WHERE case_id = c.id AND ended_on IS NULL;
    WHEN 'SETTLE', 'WIN', 'LOSE', 'WITHDRAW' THEN
        c.result := c.state;
        c.accepted_on := coalesce(c.accepted_on, day);
        c.resolved_on := coalesce((f ->> 'on')::date, day);
        c.route := f ->> 'route';
        c.awarded_fen := (f ->> 'awarded_fen')::bigint;
        c.outcome := words;
    WHEN 'RECOVER' THEN
        INSERT INTO rights_recovery (id, case_id, union_id, union_path, on_day, amount_fen, workers, note, actor_union_id, actor_name, staff_id, recorded_at)
        SELECT (f ->> 'recovery_id')::uuid, c.id, c.union_id, c.union_path, (f ->> 'on')::date, (f ->> 'amount_fen')::bigint, (f ->> 'workers')::int,
               words, u.id, u.name, me, at
        FROM unions u WHERE u.id = held.acting;
        c.recovered_fen := c.recovered_fen + (f ->> 'amount_fen')::bigint;
    WHEN 'CORRECT' THEN
        UPDATE rights_recovery SET cancelled_on = day, reason = words
        WHERE id = (f ->> 'recovery_id')::uuid AND case_id = c.id AND cancelled_on IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'it was cancelled meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
        c.recovered_fen := (SELECT coalesce(sum(amount_fen), 0) FROM rights_recovery WHERE case_id = c.id AND cancelled_on IS NULL);
    WHEN 'CONTINUE' THEN
        c.accepted_on := coalesce(c.accepted_on, day);
        c.result := NULL;
        c.resolved_on := NULL;
        c.closed_on := NULL;
        c.satisfaction := NULL;
        c.route := NULL;
        c.awarded_fen := NULL;
        c.outcome := NULL;
    WHEN 'CLOSE' THEN
        c.closed_on := day;
        c.satisfaction := f ->> 'satisfaction';
    ELSE
        NULL;
    END CASE;
    IF what IN ('RETURN','RECALL','FINISH') THEN
        ends := CASE what WHEN 'RETURN' THEN 'RETURNED' WHEN 'RECALL' THEN 'RECALLED' ELSE 'DONE' END;
        UPDATE rights_referral SET state = ends, answer = words, ended_on = day WHERE case_id = c.id AND ended_on IS NULL;
        UPDATE rights_deadline SET met_on = day, version = version + 1 WHERE case_id = c.id AND rule = 'REFERRAL' AND met_on IS NULL;
        c.shared_id := NULL;
        c.handler_id := NULL;
    END IF;
    c.version := c.version + 1;
    UPDATE rights_case SET state = c.state, accepted_on = c.accepted_on, resolved_on = c.resolved_on, closed_on = c.closed_on,
        awarded_fen = c.awarded_fen, recovered_fen = c.recovered_fen, result = c.result, route = c.route, outcome = c.outcome,
        satisfaction = c.satisfaction, shared_id = c.shared_id, handler_id = c.handler_id, version = c.version
    WHERE id = c.id;
    PERFORM note_rights(c, what, was, held.acting, at, words), count_rights(c.id, coalesce(before, '[]'), at);
END
$$;
REVOKE ALL ON FUNCTION rights_cells(rights_case), count_rights(uuid, jsonb, timestamptz), hold_rights_case(uuid, integer, text),
    note_rights(rights_case, text, text, uuid, timestamptz, text), write_rights_case(uuid, integer, uuid, jsonb, date, timestamptz),
    step_rights_case(uuid, integer, text, date, timestamptz, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_rights_case(uuid, integer, uuid, jsonb, date, timestamptz),
    step_rights_case(uuid, integer, text, date, timestamptz, text, jsonb) TO lianxin_app;

-- What the whole city has against employers: numbers, and no case.
CREATE FUNCTION employer_records(ids uuid[])
RETURNS TABLE (employer_id uuid, cases bigint, open_cases bigint, workers bigint, claimed_fen bigint, recovered_fen bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT c.employer_id, count(*), count(*) FILTER (WHERE c.state NOT IN ('CLOSED','REFUSED')), sum(c.workers_concerned)::bigint,
        sum(c.claimed_fen)::bigint, sum(c.recovered_fen)::bigint
    FROM rights_case c WHERE c.employer_id = ANY (ids)
      AND left(c.union_path, 5) = left(nullif(current_setting('lianxin.path', true), ''), 5)
    GROUP BY c.employer_id;
END
$$;

-- Makes one entry of the register a duplicate of another; the cases against it, wherever they are, are against that one
-- from then on. County federations and the city do it.
CREATE FUNCTION merge_employers(of_employer uuid, seen integer, into_employer uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    place  text := nullif(current_setting('lianxin.path', true), '');
    gone   employer;
    line   record;
    before jsonb;
BEGIN
    IF (length(place) <= 10) IS NOT TRUE THEN
        RAISE EXCEPTION 'the register is not the caller''s to mend' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    -- In one order, so that two who merge each other's entries do not wait in a circle.
    PERFORM FROM employer WHERE id IN (of_employer, into_employer) ORDER BY id FOR NO KEY UPDATE;
    SELECT * INTO gone FROM employer WHERE id = of_employer;
    IF gone.version <> seen OR gone.merged_into_id IS NOT NULL
       OR NOT EXISTS (SELECT FROM employer WHERE id = into_employer AND merged_into_id IS NULL) THEN
        RAISE EXCEPTION 'an entry was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    FOR line IN SELECT id FROM rights_case WHERE employer_id = gone.id ORDER BY id FOR NO KEY UPDATE LOOP
        SELECT jsonb_agg(cell) INTO before FROM rights_case c, rights_cells(c) AS cell WHERE c.id = line.id;
        UPDATE rights_case SET employer_id = into_employer, version = version + 1 WHERE id = line.id;
        PERFORM count_rights(line.id, before, at);
    END LOOP;
    UPDATE employer SET merged_into_id = into_employer WHERE merged_into_id = gone.id;
    UPDATE employer SET merged_into_id = into_employer, version = version + 1 WHERE id = gone.id;
END
$$;

-- Unions of the city that a case can be referred to: those where somebody who takes cases works, or that are managed by
-- such a one. Their names and places are public; nothing else of them is told. Those of the place come first.
CREATE FUNCTION union_directory(words text, place text, only_one uuid, roles text[], day date, most integer)
RETURNS TABLE (id uuid, name text, above text, level text, division_code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT u.id, u.name,
        (SELECT string_agg(a.short_name, ' › ' ORDER BY length(a.path)) FROM unions a
         WHERE a.path = ANY (ARRAY (SELECT left(u.path, n) FROM generate_series(5, length(u.path) - 5, 5) AS n))),
        u.level, u.division_code
    FROM unions u
    WHERE u.state = 'ACTIVE' AND left(u.path, 5) = left(nullif(current_setting('lianxin.path', true), ''), 5)
      AND u.id <> ALL (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[])
      AND CASE WHEN only_one IS NOT NULL THEN u.id = only_one
               WHEN words IS NOT NULL THEN u.search LIKE '%' || words || '%'
               ELSE starts_with(place, u.division_code) END
      AND EXISTS (SELECT FROM staff s WHERE s.state = 'ACTIVE' AND s.person_id IS NOT NULL AND s.roles && union_directory.roles
                  AND (s.union_id = u.id OR s.union_id IN (SELECT w.steward_id FROM stewardship w
                       WHERE w.union_id = u.id AND w.begins_on <= day AND coalesce(w.ends_on >= day, true))))
    ORDER BY coalesce(starts_with(place, u.division_code), false) DESC, coalesce(length(u.division_code), 0) DESC, u.path
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION employer_records(uuid[]), merge_employers(uuid, integer, uuid, timestamptz),
    union_directory(text, text, uuid, text[], date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION employer_records(uuid[]), merge_employers(uuid, integer, uuid, timestamptz),
    union_directory(text, text, uuid, text[], date, integer) TO lianxin_app;

-- News of a case goes also to the other side of a referral, which stands elsewhere in the tree: to whoever takes cases
-- there or manages that union, and to nobody above it, who does not see the case.
CREATE FUNCTION put_news(news jsonb, on_day date, at timestamptz, anywhere boolean) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO notification (id, staff_id, kind, subject_id, household_id, about_union_id, day, created_at)
    SELECT time_id(at), s.id, t.kind, t.subject, t.household, t."union", on_day, at
    FROM jsonb_to_recordset(news) AS t (post uuid, kind text, subject uuid, household uuid, "union" uuid)
    JOIN staff s ON s.id = t.post
    WHERE s.person_id IS NOT NULL AND s.state IN ('ACTIVE','AWAY')
      AND s.id IS DISTINCT FROM nullif(current_setting('lianxin.staff', true), '')::uuid
      AND (anywhere OR starts_with(s.union_path, nullif(current_setting('lianxin.path', true), ''))
           OR starts_with(nullif(current_setting('lianxin.path', true), ''), s.union_path))
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION put_news(jsonb, date, timestamptz, boolean) FROM PUBLIC;

CREATE OR REPLACE FUNCTION tell_posts(news jsonb, on_day date, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    PERFORM put_news(news, on_day, at, false);
END
$$;

CREATE OR REPLACE FUNCTION tell_union(target uuid, roles text[], news jsonb, on_day date, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    here   text := nullif(current_setting('lianxin.path', true), '');
    own    uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    place  unions;
    across boolean;
    chosen uuid;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT u.* INTO place FROM unions u
    WHERE u.id = coalesce(target, (SELECT p.union_id FROM duplicate_pair p WHERE p.claim_id = (news->>'subject')::uuid));
    across := EXISTS (SELECT FROM rights_referral r WHERE r.case_id = (news->>'subject')::uuid
        AND (r.union_id = ANY (own) AND r.to_union_id = place.id OR r.to_union_id = ANY (own) AND r.union_id = place.id));
    IF NOT across AND (starts_with(place.path, here) OR starts_with(here, place.path)) IS NOT TRUE THEN RETURN; END IF;
    SELECT u.id INTO chosen FROM unions u
    LEFT JOIN stewardship w ON w.union_id = place.id AND w.steward_id = u.id AND w.begins_on <= on_day AND coalesce(w.ends_on >= on_day, true)
    WHERE u.path = ANY (ARRAY(SELECT left(place.path, n) FROM generate_series(5, length(place.path), 5) AS n))
      AND (NOT across OR u.id = place.id OR w.id IS NOT NULL)
      AND EXISTS (SELECT FROM staff s WHERE s.union_id = u.id AND s.person_id IS NOT NULL
                  AND s.state IN ('ACTIVE','AWAY') AND s.roles && tell_union.roles)
    ORDER BY u.id <> place.id, w.id IS NULL, length(u.path) DESC
    LIMIT 1;
    PERFORM put_news(jsonb_agg(news || jsonb_build_object('post', s.id)), on_day, at, across) FROM staff s
    WHERE s.union_id = chosen AND s.roles && tell_union.roles HAVING count(*) > 0;
END
$$;

-- Reminding of deadlines looks for who takes cases at the union that handles one, or manages it.
CALL admit_worker('stewardship', 'SELECT (union_id, steward_id, begins_on, ends_on)');
GRANT SELECT (union_id, roles) ON staff TO lianxin_worker;

-- Printed letters, beside what is printed of households.
ALTER TABLE paper ALTER COLUMN household_id DROP NOT NULL;
ALTER TABLE paper ADD COLUMN letter_id uuid REFERENCES rights_letter (id);
ALTER TABLE paper DROP CONSTRAINT paper_kind_check;
ALTER TABLE paper ADD CONSTRAINT paper_kind_check CHECK (kind IN ('HOUSEHOLD_FILE','APPLICATION','NOTICE','VISIT_RECORD','RIGHTS_LETTER'));
ALTER TABLE paper ADD CHECK (num_nonnulls(household_id, letter_id) = 1 AND (kind = 'RIGHTS_LETTER') = (letter_id IS NOT NULL));
ALTER TABLE paper DROP CONSTRAINT paper_last;
ALTER TABLE paper ADD CONSTRAINT paper_last UNIQUE NULLS NOT DISTINCT (household_id, kind, visit_id, letter_id);
CREATE INDEX paper_letter ON paper (letter_id) WHERE letter_id IS NOT NULL;

-- When a union is merged into another, what other unions have sent it goes along.
CREATE FUNCTION hand_over_referrals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    UPDATE rights_case SET shared_id = NEW.merged_into_id, handler_id = CASE WHEN handler_id IS NOT NULL THEN NEW.merged_into_id END
    WHERE shared_id = NEW.id;
    UPDATE rights_referral SET to_union_id = NEW.merged_into_id WHERE to_union_id = NEW.id AND ended_on IS NULL;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION hand_over_referrals() FROM PUBLIC;
CREATE TRIGGER hand_over_referrals AFTER UPDATE OF state ON unions FOR EACH ROW
    WHEN (NEW.state = 'MERGED' AND OLD.state <> 'MERGED') EXECUTE FUNCTION hand_over_referrals();

-- Where the two sides of a referral became one union, it is over.
CREATE FUNCTION join_sides() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    UPDATE rights_referral SET state = 'DONE', ended_on = greatest(sent_on, (now() AT TIME ZONE 'Asia/Shanghai')::date)
    WHERE case_id = NEW.id AND ended_on IS NULL;
    DELETE FROM rights_deadline WHERE case_id = NEW.id AND rule = 'REFERRAL' AND met_on IS NULL;
    IF NEW.state = 'REFERRED' THEN
        NEW.state := 'ACCEPTED';
        INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
        VALUES (time_id(now()), NEW.union_id, NEW.union_path, 'RIGHTS_CASES', 'CASE_STATE', 'REFERRED', -1),
               (time_id(now()), NEW.union_id, NEW.union_path, 'RIGHTS_CASES', 'CASE_STATE', 'ACCEPTED', 1);
    END IF;
    NEW.shared_id := NULL;
    NEW.handler_id := NULL;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION join_sides() FROM PUBLIC;
CREATE TRIGGER join_sides BEFORE UPDATE OF union_id, shared_id ON rights_case FOR EACH ROW
    WHEN (NEW.shared_id = NEW.union_id) EXECUTE FUNCTION join_sides();
