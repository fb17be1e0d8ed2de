-- Applications for aid (救助申请, notice §4.3): from the family's union through the reviews above it to the
-- public notice, the approval that commits money, and the payment.
--
-- An application is written by the family's union while it is a draft or was returned. Every step is taken
-- by a function of the owner, which knows who calls, where the application stands, that no two acts that
-- need four eyes are one person's, and moves the money with the state, in one transaction.

-- Days that are not as the week has them (放假安排 of the State Council): off on a weekday, or worked on a
-- weekend. A year without a row is not known, and nothing is reckoned across it.
CREATE TABLE work_year (
    year       integer PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100),
    -- [{day, working, name}]
    days       jsonb NOT NULL,
    source     text NOT NULL,
    -- who entered it; nobody for those that came with the program
    staff_id   uuid REFERENCES staff (id),
    entered_at timestamptz NOT NULL,
    version    integer NOT NULL DEFAULT 1
);
CREATE INDEX work_year_staff ON work_year (staff_id) WHERE staff_id IS NOT NULL;
INSERT INTO work_year (year, days, source, entered_at) VALUES
    (2024, '[
        {"day":"2024-01-01","working":false,"name":"元旦"}, {"day":"2024-02-04","working":true,"name":"春节"}, {"day":"2024-02-10","working":false,"name":"春节"},
        {"day":"2024-02-11","working":false,"name":"春节"}, {"day":"2024-02-12","working":false,"name":"春节"}, {"day":"2024-02-13","working":false,"name":"春节"},
        {"day":"2024-02-14","working":false,"name":"春节"}, {"day":"2024-02-15","working":false,"name":"春节"}, {"day":"2024-02-16","working":false,"name":"春节"},
        {"day":"2024-02-17","working":false,"name":"春节"}, {"day":"2024-02-18","working":true,"name":"春节"}, {"day":"2024-04-04","working":false,"name":"清明"},
        {"day":"2024-04-05","working":false,"name":"清明"}, {"day":"2024-04-06","working":false,"name":"清明"}, {"day":"2024-04-07","working":true,"name":"清明"},
        {"day":"2024-04-28","working":true,"name":"劳动节"}, {"day":"2024-05-01","working":false,"name":"劳动节"}, {"day":"2024-05-02","working":false,"name":"劳动节"},
        {"day":"2024-05-03","working":false,"name":"劳动节"}, {"day":"2024-05-04","working":false,"name":"劳动节"}, {"day":"2024-05-05","working":false,"name":"劳动节"},
        {"day":"2024-05-11","working":true,"name":"劳动节"}, {"day":"2024-06-10","working":false,"name":"端午"}, {"day":"2024-09-14","working":true,"name":"中秋"},
        {"day":"2024-09-15","working":false,"name":"中秋"}, {"day":"2024-09-16","working":false,"name":"中秋"}, {"day":"2024-09-17","working":false,"name":"中秋"},
        {"day":"2024-09-29","working":true,"name":"国庆节"}, {"day":"2024-10-01","working":false,"name":"国庆节"}, {"day":"2024-10-02","working":false,"name":"国庆节"},
        {"day":"2024-10-03","working":false,"name":"国庆节"}, {"day":"2024-10-04","working":false,"name":"国庆节"}, {"day":"2024-10-05","working":false,"name":"国庆节"},
        {"day":"2024-10-06","working":false,"name":"国庆节"}, {"day":"2024-10-07","working":false,"name":"国庆节"}, {"day":"2024-10-12","working":true,"name":"国庆节"}]', '国务院办公厅关于2024年部分节假日安排的通知', '2023-12-01 00:00:00Z'),
    (2025, '[
        {"day":"2025-01-01","working":false,"name":"元旦"}, {"day":"2025-01-26","working":true,"name":"春节"}, {"day":"2025-01-28","working":false,"name":"春节"},
        {"day":"2025-01-29","working":false,"name":"春节"}, {"day":"2025-01-30","working":false,"name":"春节"}, {"day":"2025-01-31","working":false,"name":"春节"},
        {"day":"2025-02-01","working":false,"name":"春节"}, {"day":"2025-02-02","working":false,"name":"春节"}, {"day":"2025-02-03","working":false,"name":"春节"},
        {"day":"2025-02-04","working":false,"name":"春节"}, {"day":"2025-02-08","working":true,"name":"春节"}, {"day":"2025-04-04","working":false,"name":"清明"},
        {"day":"2025-04-05","working":false,"name":"清明"}, {"day":"2025-04-06","working":false,"name":"清明"}, {"day":"2025-04-27","working":true,"name":"劳动节"},
        {"day":"2025-05-01","working":false,"name":"劳动节"}, {"day":"2025-05-02","working":false,"name":"劳动节"}, {"day":"2025-05-03","working":false,"name":"劳动节"},
        {"day":"2025-05-04","working":false,"name":"劳动节"}, {"day":"2025-05-05","working":false,"name":"劳动节"}, {"day":"2025-05-31","working":false,"name":"端午"},
        {"day":"2025-06-01","working":false,"name":"端午"}, {"day":"2025-06-02","working":false,"name":"端午"}, {"day":"2025-09-28","working":true,"name":"国庆节"},
        {"day":"2025-10-01","working":false,"name":"国庆节"}, {"day":"2025-10-02","working":false,"name":"国庆节"}, {"day":"2025-10-03","working":false,"name":"国庆节"},
        {"day":"2025-10-04","working":false,"name":"国庆节"}, {"day":"2025-10-05","working":false,"name":"国庆节"}, {"day":"2025-10-06","working":false,"name":"中秋"},
        {"day":"2025-10-07","working":false,"name":"国庆节"}, {"day":"2025-10-08","working":false,"name":"国庆节"}, {"day":"2025-10-11","working":true,"name":"国庆节"}]', '国务院办公厅关于2025年部分节假日安排的通知', '2024-12-01 00:00:00Z'),
    (2026, '[
        {"day":"2026-01-01","working":false,"name":"元旦"}, {"day":"2026-01-02","working":false,"name":"元旦"}, {"day":"2026-01-03","working":false,"name":"元旦"},
        {"day":"2026-01-04","working":true,"name":"元旦"}, {"day":"2026-02-14","working":true,"name":"春节"}, {"day":"2026-02-15","working":false,"name":"春节"},
        {"day":"2026-02-16","working":false,"name":"春节"}, {"day":"2026-02-17","working":false,"name":"春节"}, {"day":"2026-02-18","working":false,"name":"春节"},
        {"day":"2026-02-19","working":false,"name":"春节"}, {"day":"2026-02-20","working":false,"name":"春节"}, {"day":"2026-02-21","working":false,"name":"春节"},
        {"day":"2026-02-22","working":false,"name":"春节"}, {"day":"2026-02-23","working":false,"name":"春节"}, {"day":"2026-02-28","working":true,"name":"春节"},
        {"day":"2026-04-04","working":false,"name":"清明"}, {"day":"2026-04-05","working":false,"name":"清明"}, {"day":"2026-04-06","working":false,"name":"清明"},
        {"day":"2026-05-01","working":false,"name":"劳动节"}, {"day":"2026-05-02","working":false,"name":"劳动节"}, {"day":"2026-05-03","working":false,"name":"劳动节"},
        {"day":"2026-05-04","working":false,"name":"劳动节"}, {"day":"2026-05-05","working":false,"name":"劳动节"}, {"day":"2026-05-09","working":true,"name":"劳动节"},
        {"day":"2026-06-19","working":false,"name":"端午"}, {"day":"2026-06-20","working":false,"name":"端午"}, {"day":"2026-06-21","working":false,"name":"端午"},
        {"day":"2026-09-20","working":true,"name":"国庆节"}, {"day":"2026-09-25","working":false,"name":"中秋"}, {"day":"2026-09-26","working":false,"name":"中秋"},
        {"day":"2026-09-27","working":false,"name":"中秋"}, {"day":"2026-10-01","working":false,"name":"国庆节"}, {"day":"2026-10-02","working":false,"name":"国庆节"},
        {"day":"2026-10-03","working":false,"name":"国庆节"}, {"day":"2026-10-04","working":false,"name":"国庆节"}, {"day":"2026-10-05","working":false,"name":"国庆节"},
        {"day":"2026-10-06","working":false,"name":"国庆节"}, {"day":"2026-10-07","working":false,"name":"国庆节"}, {"day":"2026-10-10","working":true,"name":"国庆节"}]', '国务院办公厅关于2026年部分节假日安排的通知', '2025-12-01 00:00:00Z');
-- The whole city reads it, its federation enters it.
CALL protect('work_year', $q$nullif(current_setting('lianxin.path', true), '') IS NOT NULL$q$,
    $q$length(nullif(current_setting('lianxin.path', true), '')) = 5$q$);
GRANT SELECT, INSERT, UPDATE ON work_year TO lianxin_app;

CREATE SEQUENCE aid_application_number;
GRANT USAGE ON SEQUENCE aid_application_number TO lianxin_app;

CREATE TABLE aid_application (
    id           uuid PRIMARY KEY,
    -- the family's union
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    number       text NOT NULL UNIQUE DEFAULT 'SQ' || lpad(nextval('aid_application_number')::text, 6, '0'),
    household_id uuid NOT NULL REFERENCES household (id),
    -- the pupil or patient; nobody where it is for the household
    member_id    uuid REFERENCES member (id),
    programme_id uuid NOT NULL REFERENCES programme (id),
    -- the terms by which it was submitted
    edition_id   uuid REFERENCES programme_edition (id),
    -- the programme's
    kind         text NOT NULL CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$' AND length(kind) <= 40),
    year         integer NOT NULL,
    -- as they were when it was submitted
    tier         text NOT NULL,
    cause        text NOT NULL,
    masked_name  text NOT NULL,
    -- the rules held against the facts, without a name
    findings     jsonb,
    -- the papers that are there, of those the programme asks for
    papers       text[] NOT NULL,
    asked_fen    bigint NOT NULL CHECK (asked_fen > 0),
    state        text NOT NULL CHECK (state IN ('DRAFT','SUBMITTED','RETURNED','REVIEWED','PUBLICISED','APPROVED',
                     'PAYING','PAID','RECEIVED','REJECTED','WITHDRAWN')),
    -- whose turn it is; nobody's once it is over
    desk_id      uuid REFERENCES unions (id),
    -- who decides and pays
    decider_id   uuid NOT NULL REFERENCES unions (id),
    -- persons
    submitter_id uuid,
    reviewer_ids uuid[] NOT NULL DEFAULT '{}',
    approver_id  uuid,
    payer_id     uuid,
    notice_id    uuid,
    notice_until date,
    granted_fen  bigint CHECK (granted_fen > 0),
    -- of the money: what of it was marked for the programme, and the years it was committed and paid in
    fund_id      uuid REFERENCES fund (id),
    fund_year    smallint,
    marked_fen   bigint,
    paid_year    smallint,
    submitted_at timestamptz,
    approved_at  timestamptz,
    paid_on      date,
    created_by   uuid NOT NULL REFERENCES staff (id),
    created_at   timestamptz NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((desk_id IS NULL) = (state IN ('RECEIVED','REJECTED','WITHDRAWN'))),
    CHECK (state IN ('DRAFT','RETURNED','WITHDRAWN') OR (submitter_id IS NOT NULL AND edition_id IS NOT NULL)),
    CHECK (state NOT IN ('APPROVED','PAYING','PAID','RECEIVED') OR num_nonnulls(approver_id, granted_fen, fund_id, fund_year) = 4),
    CHECK (state NOT IN ('PAYING','PAID','RECEIVED') OR num_nonnulls(payer_id, paid_year) = 2),
    CHECK ((state IN ('PAID','RECEIVED')) = (paid_on IS NOT NULL)),
    -- nobody reviews or approves what they submitted, approves what they reviewed, or pays what they approved
    CONSTRAINT aid_application_four_eyes CHECK (
        submitter_id = ANY (reviewer_ids) IS NOT TRUE AND (approver_id = submitter_id) IS NOT TRUE
        AND approver_id = ANY (reviewer_ids) IS NOT TRUE AND (payer_id = approver_id) IS NOT TRUE)
);
-- One of a programme for each who is helped.
CREATE UNIQUE INDEX aid_application_once ON aid_application (programme_id, coalesce(member_id, household_id))
    WHERE state NOT IN ('REJECTED','WITHDRAWN');
CREATE INDEX aid_application_tenant ON aid_application (union_path, id);
CREATE INDEX aid_application_union ON aid_application (union_id, union_path);
CREATE INDEX aid_application_desk ON aid_application (desk_id, id) WHERE desk_id IS NOT NULL;
CREATE INDEX aid_application_decider ON aid_application (decider_id, id);
CREATE INDEX aid_application_household ON aid_application (household_id, id);
CREATE INDEX aid_application_member ON aid_application (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX aid_application_edition ON aid_application (edition_id) WHERE edition_id IS NOT NULL;
CREATE INDEX aid_application_fund ON aid_application (fund_id) WHERE fund_id IS NOT NULL;
CREATE INDEX aid_application_creator ON aid_application (created_by);
CREATE INDEX aid_application_notice ON aid_application (notice_id) WHERE notice_id IS NOT NULL;
-- A draft is its union's; what was submitted is read above, and by who decides it wherever that union stands.
CALL protect('aid_application',
    isolation_rule('own') || ' OR state <> ''DRAFT'' AND ((' || isolation_rule('subtree') || ') OR '
        || replace(isolation_rule('own'), 'union_id', 'decider_id') || ' OR ' || replace(isolation_rule('own'), 'union_id', 'desk_id') || ')',
    isolation_rule('own') || ' AND state IN (''DRAFT'',''RETURNED'')');
DO $$ BEGIN
    EXECUTE format('ALTER POLICY deletes ON aid_application USING (%s AND state = ''DRAFT'')', isolation_rule('own'));
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON aid_application TO lianxin_app;

-- Who it is for, why, and where the money goes.
CREATE TABLE aid_application_private (
    application_id uuid PRIMARY KEY REFERENCES aid_application (id) ON DELETE CASCADE,
    household_id   uuid NOT NULL REFERENCES household (id),
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    decider_id     uuid NOT NULL,
    -- OPEN: in writing; CLOSED; PAYABLE: who pays reads it; BOUNCED: the same, and it may be corrected
    stage          text NOT NULL CHECK (stage IN ('OPEN','CLOSED','PAYABLE','BOUNCED')),
    beneficiary    text NOT NULL,
    -- the name as a notice shows it
    notice_name    text NOT NULL CHECK (notice_name LIKE '%*%'),
    reason         text NOT NULL,
    payee          text NOT NULL,
    bank           text,
    -- sealed
    account        bytea,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX aid_application_private_union ON aid_application_private (union_id, union_path);
CREATE INDEX aid_application_private_household ON aid_application_private (household_id);
-- Whoever pays has to know whom, from the approval until the money has come; a superior reads what it opened with a reason.
CALL protect('aid_application_private',
    isolation_rule('names') || ' OR (' || isolation_rule('subtree') || ') AND opened(household_id) OR stage IN (''PAYABLE'',''BOUNCED'') AND ' || replace(isolation_rule('own'), 'union_id', 'decider_id'),
    isolation_rule('own') || ' AND stage IN (''OPEN'',''BOUNCED'')');
GRANT SELECT, INSERT, UPDATE, DELETE ON aid_application_private TO lianxin_app;

-- The way of an application so far. Rows are added by its steps and never changed.
CREATE TABLE aid_event (
    application_id uuid NOT NULL REFERENCES aid_application (id),
    number         integer NOT NULL CHECK (number > 0),
    household_id   uuid NOT NULL,
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    step           text NOT NULL,
    from_state     text NOT NULL,
    to_state       text NOT NULL,
    decider_id     uuid NOT NULL,
    -- who, where, when, and why, in words that name nobody: every union of the way reads them
    actor_union_id uuid NOT NULL REFERENCES unions (id),
    staff_id       uuid NOT NULL REFERENCES staff (id),
    at             timestamptz NOT NULL,
    reason         text,
    PRIMARY KEY (application_id, number),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX aid_event_household ON aid_event (household_id, at);
CREATE INDEX aid_event_union ON aid_event (union_id, union_path);
CREATE INDEX aid_event_actor_union ON aid_event (actor_union_id);
CREATE INDEX aid_event_staff ON aid_event (staff_id);
CALL protect('aid_event', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR '
    || replace(isolation_rule('own'), 'union_id', 'decider_id') || ' OR ' || replace(isolation_rule('own'), 'union_id', 'actor_union_id'), 'nobody');
GRANT SELECT ON aid_event TO lianxin_app;

-- A public notice (公示) of the union that decides. What hung stays, with its hash, as the proof; outside
-- the union it is shown while it hangs and for the applications that are still being publicised.
CREATE TABLE aid_notice (
    id            uuid PRIMARY KEY,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    number        text NOT NULL UNIQUE,
    title         text NOT NULL CHECK (length(title) BETWEEN 4 AND 60),
    note          text,
    telephone     text NOT NULL,
    posted_on     date NOT NULL,
    -- its last day, so many working days after the first
    ends_on       date NOT NULL CHECK (ends_on > posted_on),
    working_days  integer NOT NULL CHECK (working_days >= 5),
    -- [{number, application, name, union, programme, tier, amount_fen}]
    lines         jsonb NOT NULL,
    digest        bytea NOT NULL CHECK (length(digest) = 32),
    posted_by     uuid NOT NULL REFERENCES staff (id),
    posted_at     timestamptz NOT NULL,
    taken_down_by uuid REFERENCES staff (id),
    taken_down_on date,
    reason        text,
    version       integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((taken_down_on IS NULL) = (taken_down_by IS NULL) AND (taken_down_on IS NULL) = (reason IS NULL))
);
CREATE INDEX aid_notice_union ON aid_notice (union_id, id);
CREATE INDEX aid_notice_tenant ON aid_notice (union_path, id);
CREATE INDEX aid_notice_hanging ON aid_notice (ends_on) WHERE taken_down_on IS NULL;
CREATE INDEX aid_notice_poster ON aid_notice (posted_by);
CREATE INDEX aid_notice_remover ON aid_notice (taken_down_by) WHERE taken_down_by IS NOT NULL;
CALL protect('aid_notice', 'own', 'nobody');
GRANT SELECT ON aid_notice TO lianxin_app;
ALTER TABLE aid_application ADD FOREIGN KEY (notice_id) REFERENCES aid_notice (id);

CREATE SEQUENCE aid_notice_number;
CREATE SEQUENCE aid_batch_number;

-- What is paid at once (发放), by the bank, in cash or in goods.
CREATE TABLE aid_batch (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    number     text NOT NULL UNIQUE,
    method     text NOT NULL CHECK (method IN ('BANK','CASH','GOODS')),
    on_day     date NOT NULL,
    document   text,
    -- what was given
    goods      text,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    lines      integer NOT NULL CHECK (lines BETWEEN 1 AND 500),
    created_by uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    UNIQUE (id, union_id),
    CHECK ((method = 'GOODS') = (goods IS NOT NULL))
);
CREATE INDEX aid_batch_union ON aid_batch (union_id, id);
CREATE INDEX aid_batch_tenant ON aid_batch (union_path, id);
CREATE INDEX aid_batch_creator ON aid_batch (created_by);
CALL protect('aid_batch', 'subtree', 'nobody');
GRANT SELECT ON aid_batch TO lianxin_app;

CREATE TABLE aid_payment (
    batch_id       uuid NOT NULL,
    number         integer NOT NULL CHECK (number > 0),
    application_id uuid NOT NULL REFERENCES aid_application (id),
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    amount_fen     bigint NOT NULL CHECK (amount_fen > 0),
    -- with the bank, paid, or returned by the bank
    state          text NOT NULL CHECK (state IN ('SENT','PAID','RETURNED')),
    reason         text,
    settled_on     date,
    PRIMARY KEY (batch_id, number),
    FOREIGN KEY (batch_id, union_id) REFERENCES aid_batch (id, union_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'RETURNED') = (reason IS NOT NULL)),
    CHECK ((state = 'SENT') = (settled_on IS NULL))
);
-- paid once at a time
CREATE UNIQUE INDEX aid_payment_once ON aid_payment (application_id) WHERE state <> 'RETURNED';
CREATE INDEX aid_payment_application ON aid_payment (application_id, union_path);
CREATE INDEX aid_payment_union ON aid_payment (union_id, union_path);
CREATE INDEX aid_payment_tenant ON aid_payment (union_path, batch_id);
CALL protect('aid_payment', 'subtree', 'nobody');
GRANT SELECT ON aid_payment TO lianxin_app;

-- What speaks against an application: an objection (异议) to its public notice, by anybody, or a complaint (投诉)
-- that the family's union enters. It is handled by the union that decides, and once more by the union above
-- it when the family asks for that. It may name people, so only who handles it and who entered it read it.
CREATE SEQUENCE aid_complaint_number;
CREATE TABLE aid_complaint (
    id              uuid PRIMARY KEY,
    -- who handles it
    union_id        uuid NOT NULL,
    union_path      text COLLATE "C" NOT NULL,
    number          text NOT NULL UNIQUE,
    application_id  uuid NOT NULL REFERENCES aid_application (id),
    -- of an objection
    notice_id       uuid REFERENCES aid_notice (id),
    kind            text NOT NULL CHECK (kind IN ('OBJECTION','COMPLAINT')),
    stage           text NOT NULL CHECK (stage IN ('FILED','ACCEPTED','ANSWERED','CLOSED')),
    -- 1, and 2 at the union above
    level           smallint NOT NULL DEFAULT 1 CHECK (level IN (1, 2)),
    text            text NOT NULL,
    -- how to reach who objects, sealed
    contact         bytea,
    filer_union_id  uuid REFERENCES unions (id),
    filed_by        uuid REFERENCES staff (id),
    filed_at        timestamptz NOT NULL,
    -- [{at, union_id, staff_id, text, upheld}]
    answers         jsonb NOT NULL DEFAULT '[]',
    -- whether the last answer found it right
    upheld          boolean,
    version         integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((kind = 'OBJECTION') = (notice_id IS NOT NULL)),
    CHECK ((kind = 'COMPLAINT') = (filed_by IS NOT NULL) AND (filed_by IS NULL) = (filer_union_id IS NULL)),
    CHECK ((stage IN ('ANSWERED','CLOSED')) = (upheld IS NOT NULL))
);
CREATE INDEX aid_complaint_union ON aid_complaint (union_id, id);
CREATE INDEX aid_complaint_tenant ON aid_complaint (union_path, id);
CREATE INDEX aid_complaint_application ON aid_complaint (application_id);
CREATE INDEX aid_complaint_notice ON aid_complaint (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX aid_complaint_filer ON aid_complaint (filer_union_id, id) WHERE filer_union_id IS NOT NULL;
CREATE INDEX aid_complaint_filed_by ON aid_complaint (filed_by) WHERE filed_by IS NOT NULL;
CALL protect('aid_complaint', isolation_rule('own') || ' OR ' || replace(isolation_rule('own'), 'union_id', 'filer_union_id'), 'nobody');
GRANT SELECT ON aid_complaint TO lianxin_app;

-- The steps, as `rules.rs` has them: from where, to where, and whose they are. A pass leads on to the next
-- desk before it leads to REVIEWED.
CREATE FUNCTION aid_transitions() RETURNS TABLE (step text, from_states text[], to_state text, side text)
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
    ('REVOKE',    '{APPROVED}',                                     'REJECTED',   'DECIDER'),
    ('SEND',      '{APPROVED}',                                     'PAYING',     'DECIDER'),
    ('HAND_OVER', '{APPROVED}',                                     'PAID',       'DECIDER'),
    ('SETTLE',    '{PAYING}',                                       'PAID',       'DECIDER'),
    ('BOUNCE',    '{PAYING,PAID}',                                  'APPROVED',   'DECIDER'),
    ('CONFIRM',   '{PAID}',                                         'RECEIVED',   'FAMILY')
$$;

-- What an application counts for.
CREATE FUNCTION count_aid(a aid_application, sign integer, at timestamptz) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(at), a.union_id, a.union_path, c.measure, c.dimension, c.key, sign * c.value
    FROM (VALUES
        ('AID_APPLICATIONS', '', '', 1::bigint, a.state <> 'DRAFT'),
        ('AID_APPLICATIONS', 'AID_STATE', a.state, 1, a.state <> 'DRAFT'),
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

-- Moves the money of an application as a step asks.
CREATE FUNCTION move_aid_money(a aid_application, what text, day date, at timestamptz, paper text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    -- Where it is committed now: a closed year carried it into the next.
    of_year  smallint := (SELECT min(y) FROM generate_series(a.fund_year::int, a.fund_year + 100) AS y
                          WHERE y NOT IN (SELECT c.year FROM fund_year c WHERE c.union_id = a.decider_id));
    fen      bigint := a.granted_fen;
    general  bigint := a.granted_fen - a.marked_fen;
    -- A budget of a closed year is over.
    budgeted bigint := CASE WHEN of_year = a.fund_year THEN a.granted_fen ELSE 0 END;
    named    text;
    postings fund_posting[];
BEGIN
    CASE what
    WHEN 'APPROVE' THEN
        named := 'AID_COMMITTED';
        postings := ARRAY [
            ROW (a.fund_id, a.fund_year, a.kind, 'AVAILABLE', -a.marked_fen)::fund_posting,
            ROW (a.fund_id, a.fund_year, NULL, 'AVAILABLE', -general)::fund_posting,
            ROW (a.fund_id, a.fund_year, a.kind, 'COMMITTED', fen)::fund_posting,
            ROW (NULL, a.fund_year, a.kind, 'BUDGET_FREE', -fen)::fund_posting,
            ROW (NULL, a.fund_year, a.kind, 'BUDGET_USED', fen)::fund_posting];
    WHEN 'REVOKE' THEN
        named := 'AID_RELEASED';
        postings := ARRAY [
            ROW (a.fund_id, of_year, a.kind, 'AVAILABLE', a.marked_fen)::fund_posting,
            ROW (a.fund_id, of_year, NULL, 'AVAILABLE', general)::fund_posting,
            ROW (a.fund_id, of_year, a.kind, 'COMMITTED', -fen)::fund_posting,
            ROW (NULL, of_year, a.kind, 'BUDGET_FREE', budgeted)::fund_posting,
            ROW (NULL, of_year, a.kind, 'BUDGET_USED', -budgeted)::fund_posting];
    WHEN 'SEND' THEN
        named := 'AID_SENT';
        postings := ARRAY [
            ROW (a.fund_id, a.paid_year, a.kind, 'COMMITTED', -fen)::fund_posting,
            ROW (a.fund_id, a.paid_year, a.kind, 'PAYING', fen)::fund_posting];
    WHEN 'HAND_OVER' THEN
        named := 'AID_HANDED';
        postings := ARRAY [
            ROW (a.fund_id, a.paid_year, a.kind, 'COMMITTED', -fen)::fund_posting,
            ROW (a.fund_id, a.paid_year, a.kind, 'PAID', fen)::fund_posting];
    WHEN 'SETTLE' THEN
        named := 'AID_SETTLED';
        postings := ARRAY [
            ROW (a.fund_id, a.paid_year, a.kind, 'PAYING', -fen)::fund_posting,
            ROW (a.fund_id, a.paid_year, a.kind, 'PAID', fen)::fund_posting];
    WHEN 'BOUNCE' THEN
        named := 'AID_RETURNED';
        postings := ARRAY [
            ROW (a.fund_id, a.paid_year, a.kind, CASE a.state WHEN 'PAYING' THEN 'PAYING' ELSE 'PAID' END, -fen)::fund_posting,
            ROW (a.fund_id, a.paid_year, a.kind, 'COMMITTED', fen)::fund_posting];
    END CASE;
    PERFORM write_fund_transaction(a.decider_id, named, day, at, fen, '救助申请 ' || a.number, paper,
        'aidapplication', a.id, 'aid:' || a.id || ':' || a.version, NULL, postings);
END
$$;

-- The next union above a desk with somebody who may review what this person submitted; who decides it at last.
CREATE FUNCTION next_aid_desk(a aid_application, below text, submitter uuid, roles text[]) RETURNS uuid
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT coalesce((
        SELECT u.id FROM unions u JOIN unions d ON d.id = a.decider_id
        WHERE u.path = ANY (ARRAY (SELECT left(below, n) FROM generate_series(length(d.path), length(below), 5) AS n))
          AND starts_with(u.path, d.path)
          AND (u.id = a.decider_id OR EXISTS (
              SELECT FROM staff s WHERE s.union_id = u.id AND s.state = 'ACTIVE' AND s.person_id IS NOT NULL
                AND s.roles && next_aid_desk.roles AND s.person_id <> submitter))
        ORDER BY length(u.path) DESC LIMIT 1), a.decider_id)
$$;

-- Takes one step, whoever's it is; the functions below say what they may take. `facts` holds what the step
-- needs: the roles that review, what a submission was held against, the money of an approval, the paper of a
-- payment.
CREATE FUNCTION take_aid_step(of_application uuid, seen integer, what text, day date, at timestamptz, words text, facts jsonb)
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
    acting := CASE way.side WHEN 'FAMILY' THEN a.union_id WHEN 'DECIDER' THEN a.decider_id ELSE a.desk_id END;
    IF acting = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF a.version <> seen OR a.state <> ALL (way.from_states) THEN
        RAISE EXCEPTION 'the application was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    IF way.side = 'DESK' AND person = a.submitter_id THEN
        RAISE EXCEPTION 'nobody reviews what they submitted' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_application_four_eyes';
    END IF;
    -- Nothing is given to who died, left or was struck off since.
    IF what IN ('APPROVE','SEND','HAND_OVER') AND EXISTS (
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
    WHEN 'APPROVE' THEN
        IF (a.notice_until < day) IS NOT TRUE THEN
            RAISE EXCEPTION 'the notice still hangs' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_notice_is_over';
        END IF;
        IF EXISTS (SELECT FROM aid_complaint c WHERE c.application_id = a.id AND c.notice_id = a.notice_id AND c.upheld IS NOT FALSE) THEN
            RAISE EXCEPTION 'an objection stands against it' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_objection_stands';
        END IF;
        a.approver_id := person;
        a.approved_at := at;
        a.fund_id := (facts ->> 'fund_id')::uuid;
        a.fund_year := (facts ->> 'year')::smallint;
        a.granted_fen := (facts ->> 'granted_fen')::bigint;
        -- What is marked for the programme goes first, then what is for any.
        SELECT least(coalesce(sum(balance_fen), 0), a.granted_fen) INTO a.marked_fen FROM (
            SELECT balance_fen FROM fund_account
            WHERE id = fund_account_id(a.decider_id, ROW (a.fund_id, a.fund_year, a.kind, 'AVAILABLE', 0)::fund_posting)
            FOR NO KEY UPDATE) AS held;
    WHEN 'REVOKE' THEN
        a.desk_id := NULL;
    WHEN 'SEND', 'HAND_OVER' THEN
        a.payer_id := person;
        a.paid_year := (SELECT min(y) FROM generate_series(a.fund_year::int, a.fund_year + 100) AS y
                        WHERE y NOT IN (SELECT c.year FROM fund_year c WHERE c.union_id = a.decider_id));
    WHEN 'BOUNCE' THEN
        a.paid_on := NULL;
    ELSE
        NULL;
    END CASE;
    IF a.state = 'PAID' THEN
        a.paid_on := day;
        a.desk_id := a.union_id;
    END IF;
    IF what IN ('APPROVE','REVOKE','SEND','HAND_OVER','SETTLE') THEN
        PERFORM move_aid_money(a, what, day, at, facts ->> 'document');
    ELSIF what = 'BOUNCE' THEN
        PERFORM move_aid_money(before, what, day, at, facts ->> 'document');
    END IF;
    a.version := a.version + 1;
    UPDATE aid_application SET state = a.state, desk_id = a.desk_id, edition_id = a.edition_id, tier = a.tier, cause = a.cause, findings = a.findings,
        submitter_id = a.submitter_id, reviewer_ids = a.reviewer_ids,
        approver_id = a.approver_id, payer_id = a.payer_id, notice_id = a.notice_id, notice_until = a.notice_until,
        granted_fen = a.granted_fen, fund_id = a.fund_id, fund_year = a.fund_year, marked_fen = a.marked_fen, paid_year = a.paid_year,
        submitted_at = a.submitted_at, approved_at = a.approved_at, paid_on = a.paid_on, version = a.version
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
END
$$;
REVOKE ALL ON FUNCTION count_aid(aid_application, integer, timestamptz), move_aid_money(aid_application, text, date, timestamptz, text),
    next_aid_desk(aid_application, text, uuid, text[]), take_aid_step(uuid, integer, text, date, timestamptz, text, jsonb) FROM PUBLIC;

-- Takes a step of many applications, all or none, in one order, so that two never wait for each other in a
-- circle. `facts` are for each.
CREATE FUNCTION step_aid(ids uuid[], versions integer[], what text, day date, at timestamptz, words text, facts jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    line record;
BEGIN
    IF what NOT IN ('SUBMIT','WITHDRAW','PASS','RETURN','REJECT','APPROVE','REVOKE','CONFIRM') THEN
        RAISE EXCEPTION '% has a function of its own', what USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    FOR line IN SELECT * FROM ROWS FROM (unnest(ids), unnest(versions), jsonb_array_elements(facts)) AS l (id, version, facts) ORDER BY id LOOP
        PERFORM take_aid_step(line.id, line.version, what, day, at, words, line.facts);
    END LOOP;
END
$$;

-- Holds the families of applications that the caller decides, so that no two grants count the same history.
CREATE FUNCTION hold_families(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    PERFORM FROM household WHERE id IN (
        SELECT household_id FROM aid_application WHERE id = ANY (ids) AND decider_id = ANY (own)) ORDER BY id FOR NO KEY UPDATE;
END
$$;

-- Hangs out a notice of applications, with the masked names alone.
CREATE FUNCTION post_notice(of_notice uuid, ids uuid[], versions integer[], called text, words text, phone text, days integer,
                            until date, day date, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own     uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me      uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    decider unions;
    content jsonb;
    line    record;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT u.* INTO decider FROM aid_application a JOIN unions u ON u.id = a.decider_id WHERE a.id = ids[1];
    IF decider.id = ANY (own) IS NOT TRUE OR EXISTS (
        SELECT FROM aid_application WHERE id = ANY (ids) AND decider_id <> decider.id) THEN
        RAISE EXCEPTION 'these applications are not the caller''s to decide' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT jsonb_agg(to_jsonb(l) ORDER BY l.number) INTO content FROM (
        SELECT row_number() OVER (ORDER BY u.path, a.id) AS number, a.id AS application, p.notice_name AS name, u.name AS union,
               e.name AS programme, a.tier, a.asked_fen AS amount_fen
        FROM aid_application a JOIN aid_application_private p ON p.application_id = a.id
        JOIN unions u ON u.id = a.union_id JOIN programme_edition e ON e.id = a.edition_id
        WHERE a.id = ANY (ids)) AS l;
    INSERT INTO aid_notice (id, union_id, union_path, number, title, note, telephone, posted_on, ends_on, working_days, lines, digest,
                            posted_by, posted_at)
    SELECT of_notice, decider.id, decider.path, 'GS' || lpad(nextval('aid_notice_number')::text, 6, '0'), called, words, phone, day, until,
           days, content, sha256(convert_to(json_build_array(called, words, phone, day, until, content)::text, 'UTF8')), me, at;
    FOR line IN SELECT * FROM ROWS FROM (unnest(ids), unnest(versions)) AS l (id, version) ORDER BY id LOOP
        PERFORM take_aid_step(line.id, line.version, 'PUBLICISE', day, at, NULL, jsonb_build_object('notice_id', of_notice, 'until', until));
    END LOOP;
END
$$;

-- Takes an own notice down before its time; what it showed goes back to be hung out anew.
CREATE FUNCTION take_down_notice(of_notice uuid, seen integer, words text, day date, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own  uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    n    aid_notice;
    line record;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO n FROM aid_notice WHERE id = of_notice FOR NO KEY UPDATE;
    IF n.union_id = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this notice is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF n.version <> seen OR n.taken_down_on IS NOT NULL OR n.ends_on < day THEN
        RAISE EXCEPTION 'the notice was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    UPDATE aid_notice SET taken_down_on = day, taken_down_by = nullif(current_setting('lianxin.staff', true), '')::uuid,
        reason = words, version = version + 1 WHERE id = n.id;
    FOR line IN SELECT id, version FROM aid_application WHERE notice_id = n.id AND state = 'PUBLICISED' ORDER BY id LOOP
        PERFORM take_aid_step(line.id, line.version, 'TAKE_DOWN', day, at, words, '{}');
    END LOOP;
END
$$;

-- What hangs on a day, for everybody: one notice, or the newest hundred. Who came off the notice since (an
-- application that was returned, withdrawn or decided) is not on it.
CREATE FUNCTION hanging_notices(day date, only_one uuid)
RETURNS TABLE (id uuid, title text, note text, union_name text, telephone text, posted_on date, ends_on date, lines jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY
    SELECT n.id, n.title, n.note, u.name, n.telephone, n.posted_on, n.ends_on,
        (SELECT jsonb_agg(l - 'application' ORDER BY (l ->> 'number')::int) FROM jsonb_array_elements(n.lines) AS l
         JOIN aid_application a ON a.id = (l ->> 'application')::uuid WHERE a.state = 'PUBLICISED' AND a.notice_id = n.id)
    FROM aid_notice n JOIN unions u ON u.id = n.union_id
    WHERE n.taken_down_on IS NULL AND n.ends_on >= day AND (only_one IS NULL OR n.id = only_one)
      AND EXISTS (SELECT FROM aid_application a WHERE a.notice_id = n.id AND a.state = 'PUBLICISED')
    ORDER BY n.id DESC LIMIT 100;
END
$$;

-- Pays approved applications of one union at once.
CREATE FUNCTION pay_aid(of_batch uuid, ids uuid[], versions integer[], how text, day date, at timestamptz, paper text, what_goods text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own     uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    payer   unions;
    step    text := CASE how WHEN 'BANK' THEN 'SEND' ELSE 'HAND_OVER' END;
    line    record;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT u.* INTO payer FROM aid_application a JOIN unions u ON u.id = a.decider_id WHERE a.id = ids[1];
    IF payer.id = ANY (own) IS NOT TRUE OR EXISTS (
        SELECT FROM aid_application WHERE id = ANY (ids) AND decider_id <> payer.id) THEN
        RAISE EXCEPTION 'these applications are not the caller''s to pay' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO aid_batch (id, union_id, union_path, number, method, on_day, document, goods, amount_fen, lines, created_by, created_at)
    SELECT of_batch, payer.id, payer.path, 'FF' || lpad(nextval('aid_batch_number')::text, 6, '0'), how, day, paper, what_goods,
           sum(granted_fen), count(*), nullif(current_setting('lianxin.staff', true), '')::uuid, at
    FROM aid_application WHERE id = ANY (ids);
    FOR line IN SELECT * FROM ROWS FROM (unnest(ids), unnest(versions)) AS l (id, version) ORDER BY id LOOP
        PERFORM take_aid_step(line.id, line.version, step, day, at, NULL, jsonb_build_object('document', paper));
    END LOOP;
    INSERT INTO aid_payment (batch_id, number, application_id, union_id, union_path, amount_fen, state, settled_on)
    SELECT of_batch, row_number() OVER (ORDER BY a.id), a.id, payer.id, payer.path, a.granted_fen,
           CASE how WHEN 'BANK' THEN 'SENT' ELSE 'PAID' END, CASE WHEN how <> 'BANK' THEN day END
    FROM aid_application a WHERE a.id = ANY (ids);
END
$$;

-- Writes down what the bank answered: the lines it returned, each with its reason, and that the rest is paid.
-- A line that was paid may come back later.
CREATE FUNCTION settle_aid(of_batch uuid, seen integer, returned jsonb, day date, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own  uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    b    aid_batch;
    line record;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO b FROM aid_batch WHERE id = of_batch FOR NO KEY UPDATE;
    IF b.union_id = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this payment is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF b.version <> seen OR b.method <> 'BANK' THEN
        RAISE EXCEPTION 'the payment was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    UPDATE aid_batch SET version = version + 1 WHERE id = b.id;
    FOR line IN
        SELECT p.number, p.application_id, a.version, r.reason
        FROM aid_payment p JOIN aid_application a ON a.id = p.application_id
        LEFT JOIN jsonb_to_recordset(returned) AS r (number integer, reason text) ON r.number = p.number
        WHERE p.batch_id = b.id AND (p.state = 'SENT' OR p.state = 'PAID' AND r.number IS NOT NULL)
        ORDER BY p.application_id
    LOOP
        PERFORM take_aid_step(line.application_id, line.version, CASE WHEN line.reason IS NULL THEN 'SETTLE' ELSE 'BOUNCE' END,
            day, at, line.reason, jsonb_build_object('document', b.document));
        UPDATE aid_payment SET state = CASE WHEN line.reason IS NULL THEN 'PAID' ELSE 'RETURNED' END, reason = line.reason, settled_on = day
        WHERE batch_id = b.id AND number = line.number;
    END LOOP;
END
$$;
-- Enters a complaint of an own family about an application on its way or after its end.
CREATE FUNCTION file_complaint(of_complaint uuid, of_application uuid, words text, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    a   aid_application;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO a FROM aid_application WHERE id = of_application FOR KEY SHARE;
    IF a.union_id = ANY (own) IS NOT TRUE OR a.state = 'DRAFT' THEN
        RAISE EXCEPTION 'this application is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO aid_complaint (id, union_id, union_path, number, application_id, kind, stage, text, filer_union_id, filed_by, filed_at)
    SELECT of_complaint, u.id, u.path, 'TS' || lpad(nextval('aid_complaint_number')::text, 6, '0'), a.id, 'COMPLAINT', 'FILED', words,
           a.union_id, nullif(current_setting('lianxin.staff', true), '')::uuid, at
    FROM unions u WHERE u.id = a.decider_id;
END
$$;

-- Takes an objection of somebody who passes by to a line of a notice that hangs; answers its number. Nobody
-- learns more than that. A notice takes fifty that are not handled yet, so that nobody floods it.
CREATE FUNCTION object_to_notice(of_complaint uuid, of_notice uuid, line integer, words text, reach bytea, roles text[], day date, at timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    n    aid_notice;
    a    uuid;
    told text;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    -- The same objection, sent again.
    SELECT number INTO told FROM aid_complaint WHERE id = of_complaint AND notice_id = of_notice;
    IF FOUND THEN
        RETURN told;
    END IF;
    SELECT * INTO n FROM aid_notice WHERE id = of_notice AND taken_down_on IS NULL AND ends_on >= day FOR KEY SHARE;
    SELECT p.id INTO a FROM jsonb_array_elements(n.lines) AS l JOIN aid_application p ON p.id = (l ->> 'application')::uuid
    WHERE (l ->> 'number')::integer = line AND p.state = 'PUBLICISED' AND p.notice_id = n.id;
    IF a IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || ':objections:' || n.id, 0));
    IF (SELECT count(*) FROM aid_complaint WHERE notice_id = n.id AND stage = 'FILED') >= 50 THEN
        RAISE EXCEPTION 'enough objections wait' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_objections_wait';
    END IF;
    told := 'YY' || lpad(nextval('aid_complaint_number')::text, 6, '0');
    INSERT INTO aid_complaint (id, union_id, union_path, number, application_id, notice_id, kind, stage, text, contact, filed_at)
    VALUES (of_complaint, n.union_id, n.union_path, told, a, n.id, 'OBJECTION', 'FILED', words, reach, at);
    INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, subject_id, summary)
    VALUES (time_id(at), n.union_id, n.union_path, at, 'CREATED', 'aidcomplaint', of_complaint, '收到公示异议 ' || told || '：公示 ' || n.number);
    -- Who handles it is told in the name of the place, for the length of this call.
    PERFORM set_config('lianxin.path', n.union_path, true);
    PERFORM tell_union(n.union_id, roles, jsonb_build_object('kind', 'AID_COMPLAINT_FILED', 'subject', of_complaint, 'union', n.union_id), day, at);
    PERFORM set_config('lianxin.path', '', true);
    RETURN told;
END
$$;

-- Takes a step of a complaint at the version that was seen: ACCEPT and ANSWER by who handles it, other than who
-- decided; APPEAL to the union above, once, and CLOSE by who entered it. The answer to an objection ends it.
CREATE FUNCTION step_complaint(of_complaint uuid, seen integer, what text, words text, is_right boolean, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own    uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me     uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    person uuid := nullif(current_setting('lianxin.person', true), '')::uuid;
    c      aid_complaint;
    above  unions;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO c FROM aid_complaint WHERE id = of_complaint FOR NO KEY UPDATE;
    IF (CASE WHEN what IN ('ACCEPT','ANSWER') THEN c.union_id ELSE c.filer_union_id END) = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF c.version <> seen OR c.stage <> (CASE what WHEN 'ACCEPT' THEN 'FILED' WHEN 'ANSWER' THEN 'ACCEPTED' ELSE 'ANSWERED' END) THEN
        RAISE EXCEPTION 'the complaint was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    IF what = 'ANSWER' AND EXISTS (
        SELECT FROM aid_event e JOIN staff s ON s.id = e.staff_id
        WHERE e.application_id = c.application_id AND e.step NOT IN ('WITHDRAW','CONFIRM') AND s.person_id = person) THEN
        RAISE EXCEPTION 'nobody answers for what they decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_complaint_four_eyes';
    END IF;
    CASE what
    WHEN 'ACCEPT' THEN
        c.stage := 'ACCEPTED';
    WHEN 'ANSWER' THEN
        c.stage := CASE WHEN c.kind = 'OBJECTION' OR c.level = 2 THEN 'CLOSED' ELSE 'ANSWERED' END;
        c.upheld := is_right;
        c.answers := c.answers || jsonb_build_object('at', at, 'union_id', c.union_id, 'staff_id', me, 'text', words, 'upheld', is_right);
    WHEN 'APPEAL' THEN
        SELECT p.* INTO above FROM unions u JOIN unions p ON p.id = u.parent_id WHERE u.id = c.union_id;
        IF above.id IS NULL OR c.level = 2 THEN
            RAISE EXCEPTION 'there is nobody above' USING ERRCODE = 'check_violation', CONSTRAINT = 'aid_complaint_ends';
        END IF;
        c.stage := 'FILED';
        c.level := 2;
        c.upheld := NULL;
        c.text := c.text || E'\n\n【申请复核】' || words;
        c.union_id := above.id;
        c.union_path := above.path;
    WHEN 'CLOSE' THEN
        c.stage := 'CLOSED';
    END CASE;
    UPDATE aid_complaint SET stage = c.stage, level = c.level, upheld = c.upheld, answers = c.answers, text = c.text, union_id = c.union_id,
        union_path = c.union_path, version = version + 1 WHERE id = c.id;
END
$$;

REVOKE ALL ON FUNCTION aid_transitions(), step_aid(uuid[], integer[], text, date, timestamptz, text, jsonb), hold_families(uuid[]),
    post_notice(uuid, uuid[], integer[], text, text, text, integer, date, date, timestamptz),
    take_down_notice(uuid, integer, text, date, timestamptz), hanging_notices(date, uuid),
    pay_aid(uuid, uuid[], integer[], text, date, timestamptz, text, text), settle_aid(uuid, integer, jsonb, date, timestamptz),
    file_complaint(uuid, uuid, text, timestamptz), object_to_notice(uuid, uuid, integer, text, bytea, text[], date, timestamptz),
    step_complaint(uuid, integer, text, text, boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_aid(uuid[], integer[], text, date, timestamptz, text, jsonb), hold_families(uuid[]),
    post_notice(uuid, uuid[], integer[], text, text, text, integer, date, date, timestamptz),
    take_down_notice(uuid, integer, text, date, timestamptz), hanging_notices(date, uuid),
    pay_aid(uuid, uuid[], integer[], text, date, timestamptz, text, text), settle_aid(uuid, integer, jsonb, date, timestamptz),
    file_complaint(uuid, uuid, text, timestamptz), object_to_notice(uuid, uuid, integer, text, bytea, text[], date, timestamptz),
    step_complaint(uuid, integer, text, text, boolean, timestamptz) TO lianxin_app;
