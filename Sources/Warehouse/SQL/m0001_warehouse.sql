-- The warehouse, the ledger and the record of runs: every table of Tidings.
--
-- Rules that hold everywhere: tables about customers carry customer_id (the shop's own id, text)
-- first in the primary key, so that they can be distributed by it; instants are timestamptz,
-- money is numeric; no default reads the clock, no trigger runs, time is always a parameter.

-- What feeds brought ---------------------------------------------------------------------------

-- load_id on a row names the load that last changed it, line the row of its file: the row's origin.
-- Pages keep a tenth free where rows change: the new version then stays on its page, and no index is
-- written.
CREATE TABLE tidings.customer (
    customer_id text PRIMARY KEY,
    email text,
    first_name text,
    last_name text,
    title text,
    birth_year smallint,
    birth_month smallint,
    birth_day smallint,
    birthday_calendar text CHECK (birthday_calendar IN ('solar', 'lunar')),
    joined_on date,
    city text,
    region text,
    country text,
    locale text,
    timezone text,
    phone text,
    attributes jsonb NOT NULL DEFAULT '{}',
    -- Of the row that wrote it last, consents included: who brings the same again changes nothing,
    -- and need not be compared. Null where that does not hold any more.
    row_digest bigint,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL
) WITH (fillfactor = 90);
-- One number is sorted twice as fast as two.
CREATE INDEX customer_birthday ON tidings.customer ((birth_month * 100 + birth_day));
CREATE INDEX customer_email ON tidings.customer (lower(email));

CREATE TABLE tidings.consent (
    customer_id text NOT NULL,
    topic text NOT NULL,
    given boolean NOT NULL,
    given_at timestamptz NOT NULL,
    -- Whether given_at tells when it was given: an answer that came undated the first time may be
    -- of any age, so it lifts no unsubscribe; one that was seen to change is as old as its load.
    is_dated boolean NOT NULL DEFAULT true,
    -- What a feed said last without a date: a flag that a shop repeats every night is news only when
    -- it changes. Null: no feed did.
    flag boolean,
    consent_source text,
    load_id bigint NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (customer_id, topic)
);
-- Which answers are new: a topic that is confirmed asks each night.
CREATE INDEX consent_given_at ON tidings.consent (given_at);

CREATE TABLE tidings.product (
    product_id text PRIMARY KEY,
    title text,
    url text,
    image_url text,
    price numeric,
    currency text,
    categories text[] NOT NULL DEFAULT '{}',
    brand text,
    author text,
    publisher text,
    published_on date,
    importance integer,
    attributes jsonb NOT NULL DEFAULT '{}',
    -- When the product first came in; null means with the feed's first load, so never as news.
    new_at timestamptz,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL
) WITH (fillfactor = 90);
-- Nobody asks for whole lists, and to count their elements takes as long as all else of ANALYZE; nor
-- for addresses, which are long and all different.
ALTER TABLE tidings.product ALTER COLUMN categories SET STATISTICS 0,
    ALTER COLUMN url SET STATISTICS 0, ALTER COLUMN image_url SET STATISTICS 0;
CREATE INDEX product_new ON tidings.product (new_at) WHERE new_at IS NOT NULL;

CREATE TABLE tidings.orders (
    customer_id text NOT NULL,
    order_id text NOT NULL,
    placed_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('sale', 'returned', 'cancelled')),
    total numeric,
    currency text,
    channel text,
    attributes jsonb NOT NULL DEFAULT '{}',
    -- Of the rows that wrote its lines; who brings the same again need not compare line by line.
    -- Null where lines share a number or a product, were added to others or moved.
    lines_digest bigint,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) WITH (fillfactor = 90);
CREATE INDEX orders_order_id ON tidings.orders (order_id);
CREATE INDEX orders_placed_at ON tidings.orders (placed_at);
-- Orders without a total cost a look at their lines.
CREATE INDEX orders_untotalled ON tidings.orders (customer_id, order_id) WHERE total IS NULL;

CREATE TABLE tidings.order_line (
    customer_id text NOT NULL,
    order_id text NOT NULL,
    line_key text NOT NULL,
    product_id text,
    quantity numeric NOT NULL,
    -- Of one unit.
    price numeric,
    PRIMARY KEY (customer_id, order_id, line_key)
);
CREATE INDEX order_line_product ON tidings.order_line (product_id);
-- Returns are few, and found through their lines.
CREATE INDEX order_line_return ON tidings.order_line (customer_id, order_id) WHERE quantity < 0;

CREATE TABLE tidings.stock (
    product_id text PRIMARY KEY,
    -- Units; null when the feed says only in stock or not.
    available numeric,
    in_stock boolean NOT NULL,
    as_of timestamptz,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL
) WITH (fillfactor = 90);

-- Stock that rose between two loads. The id is the arrival in a restock mail's occurrence.
CREATE TABLE tidings.arrival (
    product_id text NOT NULL,
    arrival_id bigint NOT NULL,
    arrived_at timestamptz NOT NULL,
    -- Units that are there, and how many of them were not there before; null when the feed counts
    -- none.
    available numeric,
    risen numeric,
    load_id bigint NOT NULL,
    PRIMARY KEY (product_id, arrival_id)
);
CREATE INDEX arrival_arrived_at ON tidings.arrival (arrived_at);

CREATE TABLE tidings.waiting (
    customer_id text NOT NULL,
    product_id text NOT NULL,
    requested_at timestamptz,
    quantity numeric,
    expires_on date,
    -- When a restock mail for it was accepted; a later request opens it again.
    closed_at timestamptz,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (customer_id, product_id)
);
CREATE INDEX waiting_product ON tidings.waiting (product_id) WHERE closed_at IS NULL;

-- Facts about messages that come back: unsubscribed, bounced, complained, opened, clicked; and
-- subscribed, when somebody says yes by a link of ours.
CREATE TABLE tidings.event (
    customer_id text NOT NULL,
    kind text NOT NULL,
    happened_at timestamptz NOT NULL,
    -- '' stands for all topics and for no campaign.
    topic text NOT NULL,
    campaign text NOT NULL,
    address text,
    url text,
    detail text,
    -- The feed's row that said so; null for what Tidings saw itself.
    load_id bigint,
    line bigint,
    PRIMARY KEY (customer_id, kind, happened_at, topic, campaign)
);
CREATE INDEX event_happened_at ON tidings.event (happened_at);
-- Bounces and complaints belong to the address, whoever has it now.
CREATE INDEX event_address ON tidings.event (lower(address)) WHERE address IS NOT NULL;

-- Addresses that are never mailed, whoever has them, by keyed hash alone: a copy of the list tells
-- nothing of anybody, and it outlasts the customers.
CREATE TABLE tidings.suppression (
    address_hash bytea PRIMARY KEY,
    reason text NOT NULL CHECK (reason IN ('unsubscribed', 'bounced', 'complained',
        'invalid-address')),
    added_at timestamptz NOT NULL,
    -- The file's name, or how else it came.
    origin text NOT NULL
);

-- Who was erased, by keyed hash alone, so that no feed brings them back.
CREATE TABLE tidings.erased (
    id_hash bytea PRIMARY KEY,
    -- Null where no address was known.
    address_hash bytea,
    erased_at timestamptz NOT NULL
);
CREATE INDEX erased_address_hash ON tidings.erased (address_hash) WHERE address_hash IS NOT NULL;

-- The key of those hashes, made when the first of them is.
CREATE TABLE tidings.hash_key (
    key_id smallint PRIMARY KEY CHECK (key_id = 1),
    secret bytea NOT NULL
);

-- Codes that mails give away. A pool is what a campaign's `vouchers:` names.
CREATE TABLE tidings.voucher (
    pool text NOT NULL,
    code text NOT NULL,
    -- Both days are still valid.
    valid_from date,
    valid_until date,
    -- As the mail shows it: 10%, 5 EUR.
    worth text,
    -- When a message took it; the message's content names pool and code. Null: nobody has it.
    bound_at timestamptz,
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (pool, code)
);
CREATE INDEX voucher_free ON tidings.voucher (pool, valid_until, code) WHERE bound_at IS NULL;

-- How many units of the workspace's currency one unit of a currency is worth on a day.
CREATE TABLE tidings.rate (
    currency text NOT NULL,
    rated_on date NOT NULL,
    rate numeric NOT NULL CHECK (rate > 0),
    first_load_id bigint NOT NULL,
    load_id bigint NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (currency, rated_on)
);

-- What changed ---------------------------------------------------------------------------------

-- Whose rows a transaction changed, so that what is derived from them is derived anew for those
-- customers alone. Gone once every evaluation has seen it.
CREATE TABLE tidings.change (
    -- '' stands for everybody: a row each would cost more than it saves.
    customer_id text NOT NULL,
    what text NOT NULL CHECK (what IN ('customer', 'order', 'consent', 'waiting', 'event',
        'message', 'product', 'offer', 'rate', 'tier', 'segment')),
    -- The transaction: visible or not in the snapshot that an evaluation remembers.
    xid xid8 NOT NULL,
    -- An order that came or changed, and nothing else; '' stands for whatever else may have changed.
    order_id text NOT NULL DEFAULT '',
    PRIMARY KEY (customer_id, what, xid, order_id)
);
CREATE INDEX change_xid ON tidings.change (xid);

-- What an order was before a transaction changed it, so that its part in what is derived can be taken
-- back. Kept as long as the change; of an order that came there is nothing.
CREATE TABLE tidings.order_before (
    customer_id text NOT NULL,
    order_id text NOT NULL,
    xid xid8 NOT NULL,
    placed_at timestamptz NOT NULL,
    status text NOT NULL,
    total numeric,
    currency text,
    channel text,
    attributes jsonb NOT NULL,
    PRIMARY KEY (customer_id, order_id, xid)
);
CREATE TABLE tidings.order_line_before (
    customer_id text NOT NULL,
    order_id text NOT NULL,
    xid xid8 NOT NULL,
    line_key text NOT NULL,
    product_id text,
    quantity numeric NOT NULL,
    price numeric,
    PRIMARY KEY (customer_id, order_id, xid, line_key)
);

-- What evaluations keep from night to night can all be computed anew, so it is not logged: logging
-- whole pages would cost more than computing what changed on them. After a crash these four tables are
-- empty together, and everything is computed once more.

-- How far the segments of a job, the tiers of a programme and the figures of a job follow the changes,
-- and in which order segment_state keeps the parts of segments.
CREATE UNLOGGED TABLE tidings.evaluation (
    kind text NOT NULL CHECK (kind IN ('segments', 'tiers', 'figures')),
    -- The job, or the programme.
    name text NOT NULL,
    -- Taken before the evaluation read anything: what it does not show is yet to be followed.
    seen pg_snapshot NOT NULL,
    -- The cluster in which transactions have these numbers.
    cluster bigint NOT NULL,
    as_of timestamptz NOT NULL,
    evaluated_at timestamptz NOT NULL,
    -- The time zone and the currency in which expressions were read.
    basis text NOT NULL,
    -- Conditions and segments, in the order of segment_state's truths; of figures, what each is.
    conditions text[] NOT NULL,
    segments text[] NOT NULL,
    -- How many are in each segment.
    members bigint[] NOT NULL,
    -- How many customers there are.
    customers bigint NOT NULL,
    -- Segments of which entries and exits were not written: a guard stopped them.
    held_back text[] NOT NULL,
    -- What is ranked by, in the order of segment_state's amounts.
    rankings text[] NOT NULL,
    -- Of figures: taken after the evaluation had read everything. An order that it does not show was
    -- not counted; one that only it shows may have been.
    was_read pg_snapshot,
    PRIMARY KEY (kind, name)
);

-- How many customers have which amounts of a ranking. Bucket 0 lies below the first bound, bucket n
-- begins at bound n.
CREATE UNLOGGED TABLE tidings.ranking (
    job text NOT NULL,
    metric text NOT NULL,
    bounds float8[] NOT NULL,
    counts bigint[] NOT NULL,
    -- The amounts at which classes begin, as of the last evaluation.
    cuts float8[] NOT NULL,
    PRIMARY KEY (job, metric)
);

-- What was derived -----------------------------------------------------------------------------

-- What a customer's orders came to when a job's tiers and segments were last evaluated. Nobody asks for
-- whole arrays: to look at their elements would take ANALYZE long.
CREATE UNLOGGED TABLE tidings.order_figure (
    customer_id text NOT NULL,
    job text NOT NULL,
    -- Sums and counts, then instants, in the order of the evaluation's conditions.
    sums numeric[] NOT NULL,
    moments timestamptz[] NOT NULL,
    PRIMARY KEY (customer_id, job)
) WITH (fillfactor = 70);
ALTER TABLE tidings.order_figure ALTER COLUMN sums SET STATISTICS 0,
    ALTER COLUMN moments SET STATISTICS 0;

-- What was true of a customer when a job's segments were last evaluated. Pages keep room free: a
-- changed row stays on its page, and no index is written.
CREATE UNLOGGED TABLE tidings.segment_state (
    customer_id text NOT NULL,
    job text NOT NULL,
    -- By what customers are ranked; null is not ranked.
    amounts float8[] NOT NULL,
    -- Conditions (null is unknown), then segments.
    truths boolean[] NOT NULL,
    PRIMARY KEY (customer_id, job)
) WITH (fillfactor = 70);
ALTER TABLE tidings.segment_state ALTER COLUMN amounts SET STATISTICS 0,
    ALTER COLUMN truths SET STATISTICS 0;

-- Membership as entries and exits: an open entry is a member.
CREATE TABLE tidings.segment_entry (
    customer_id text NOT NULL,
    segment text NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_run bigint NOT NULL,
    left_at timestamptz,
    left_run bigint,
    -- Entered by a baseline (a first or edited definition): it triggers no campaign.
    is_baseline boolean NOT NULL,
    left_by_baseline boolean NOT NULL DEFAULT false,
    -- The conditions that changed, as text; null of a baseline.
    entered_because text[],
    left_because text[],
    PRIMARY KEY (customer_id, segment, entered_at)
);
CREATE INDEX segment_entry_open ON tidings.segment_entry (segment, customer_id)
    WHERE left_at IS NULL;
CREATE INDEX segment_entry_run ON tidings.segment_entry (entered_run);

-- The size of a segment over time: one row for each evaluation.
CREATE TABLE tidings.segment_size (
    segment text NOT NULL,
    evaluated_at timestamptz NOT NULL,
    run_id bigint NOT NULL,
    members bigint NOT NULL,
    entered bigint NOT NULL,
    left_count bigint NOT NULL,
    PRIMARY KEY (segment, evaluated_at)
);

-- Tiers as periods: an open period is the current tier.
CREATE TABLE tidings.tier_period (
    customer_id text NOT NULL,
    programme text NOT NULL,
    started_at timestamptz NOT NULL,
    -- Null for a level that was set by hand, or cleared.
    started_run bigint,
    ended_at timestamptz,
    ended_run bigint,
    tier text NOT NULL,
    -- 0 is the lowest level.
    rank integer NOT NULL,
    -- The metric when the period started.
    amount numeric,
    reason text NOT NULL CHECK (reason IN ('baseline', 'earned', 'downgraded', 'redefined',
        'override', 'override ended')),
    previous_rank integer,
    -- The day of the last evaluation that earned it, until when it is kept since, and the day on
    -- which it ends unless it is earned again before. All null while it is earned.
    earned_on date,
    kept_until date,
    ends_on date,
    PRIMARY KEY (customer_id, programme, started_at)
);
CREATE INDEX tier_period_open ON tidings.tier_period (programme, customer_id)
    WHERE ended_at IS NULL;
CREATE INDEX tier_period_ends ON tidings.tier_period (programme, ends_on)
    WHERE ended_at IS NULL AND ends_on IS NOT NULL;
CREATE INDEX tier_period_run ON tidings.tier_period (started_run);

-- Levels that were set by hand.
CREATE TABLE tidings.tier_override (
    customer_id text NOT NULL,
    programme text NOT NULL,
    set_at timestamptz NOT NULL,
    tier text NOT NULL,
    -- The last day on which it holds.
    until date NOT NULL,
    reason text NOT NULL,
    -- Whether it is the least that the customer has; otherwise it is what they have.
    is_floor boolean NOT NULL,
    -- When it was cleared, or another took its place.
    ended_at timestamptz,
    PRIMARY KEY (customer_id, programme, set_at)
);

-- When each programme was last evaluated, and how long it kept a level since: who earned theirs
-- then and no longer does keeps it from then on, so that a night writes nothing about who still does.
CREATE TABLE tidings.tier_evaluation (
    programme text PRIMARY KEY,
    evaluated_on date NOT NULL,
    keep_days integer NOT NULL
);

-- What the tables above were last computed from; another fingerprint makes a baseline.
CREATE TABLE tidings.definition (
    kind text NOT NULL CHECK (kind IN ('segment', 'tiers', 'campaign')),
    name text NOT NULL,
    fingerprint text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (kind, name)
);

-- What each customer's row of an export was when it was last written, so that a file is written and
-- told of by what changed.
CREATE TABLE tidings.export_row (
    customer_id text NOT NULL,
    export text NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (customer_id, export)
);
CREATE INDEX export_row_export ON tidings.export_row (export);

-- The ledger -----------------------------------------------------------------------------------

-- One decision about one customer for one occurrence of one campaign.
CREATE TABLE tidings.message (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    topic text NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'claimed', 'accepted', 'refused', 'retrying',
        'unknown', 'suppressed', 'expired', 'cancelled')),
    reason text CHECK (reason IN ('no-consent', 'unsubscribed', 'bounced', 'complained',
        'invalid-address', 'capped', 'quiet', 'holdout', 'out-of-stock', 'missing-value',
        'no-products', 'no-voucher', 'duplicate-address', 'paused', 'guard')),
    -- What names the reason further: the cap, the value that is missing, the server's reply code.
    detail text,
    run_id bigint NOT NULL,
    -- The logical date that decided.
    decided_for date NOT NULL,
    planned_at timestamptz NOT NULL,
    send_at timestamptz NOT NULL,
    -- When it was due, if a cap or quiet hours put it off.
    deferred_from timestamptz,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    -- When a sender learned its fate; null for what was suppressed in planning.
    closed_at timestamptz,
    message_id text,
    template text NOT NULL,
    -- Of the campaign's variants, the one that the customer fell to.
    variant text,
    -- What the trigger offers the template: products, tier, voucher.
    content jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (customer_id, campaign, occurrence)
);
CREATE INDEX message_run ON tidings.message (run_id);
-- A mail provider's export may name nothing but the message.
CREATE INDEX message_message_id ON tidings.message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_campaign ON tidings.message (campaign, planned_at);
CREATE INDEX message_accepted_at ON tidings.message (accepted_at) WHERE accepted_at IS NOT NULL;
-- Few, and asked for again and again: what needs a person, and what a day lost.
CREATE INDEX message_unknown ON tidings.message (campaign) WHERE state = 'unknown';
CREATE INDEX message_lost ON tidings.message (closed_at) WHERE state IN ('refused', 'expired');

-- Products that a message carries, so that none is offered twice.
CREATE TABLE tidings.message_product (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    product_id text NOT NULL,
    PRIMARY KEY (customer_id, campaign, occurrence, product_id)
);

-- What waits to be sent, thin and keyed by bucket so that senders claim without meeting.
CREATE TABLE tidings.outbox (
    bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    send_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    priority integer NOT NULL,
    run_id bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    -- The sender that holds it and since when; null means free.
    sender text,
    claimed_at timestamptz,
    PRIMARY KEY (bucket, customer_id, campaign, occurrence)
);
CREATE INDEX outbox_due ON tidings.outbox (bucket, send_at) WHERE sender IS NULL;

-- Who sends just now. A sender renews its lease; once that has run out others settle what it holds.
CREATE TABLE tidings.sender_lease (
    sender text PRIMARY KEY,
    -- By the server's clock, the one that all senders share.
    expires_at timestamptz NOT NULL,
    -- Whether it had run out once: then it is never renewed.
    is_lost boolean NOT NULL DEFAULT false
);

-- Which database on which server sends from this ledger: a copy of it elsewhere may not. One row,
-- written by the first that sends.
CREATE TABLE tidings.home (
    is_only boolean PRIMARY KEY CHECK (is_only),
    -- pg_control_system()'s identifier of the server's cluster; another one after a restore there.
    cluster text NOT NULL,
    -- pg_database's oid; another one after a copy on the same server.
    database_oid bigint NOT NULL,
    since timestamptz NOT NULL
);

-- That the mail server refused one message after the other, so that sending stopped. One row at most:
-- the last time.
CREATE TABLE tidings.mail_stop (
    is_only boolean PRIMARY KEY CHECK (is_only),
    -- Whose fault it says it is.
    fault text NOT NULL CHECK (fault IN ('address', 'policy', 'content', 'sender')),
    -- Its last words, without addresses.
    reply text NOT NULL,
    stopped_at timestamptz NOT NULL,
    -- When it took mail again; null while it has not.
    ended_at timestamptz
);

-- What administrators hold back: a campaign, a job, or 'all'.
CREATE TABLE tidings.pause (
    name text PRIMARY KEY,
    paused_at timestamptz NOT NULL
);

-- The fingerprints of mail that came back and was read: none is read twice.
CREATE TABLE tidings.returned (
    sha256 text PRIMARY KEY,
    read_at timestamptz NOT NULL
);

-- What each sender handed over, by minute and the addresses' domain, while a rate of `mail:` counts
-- it. Local to the database that senders claim from.
CREATE TABLE tidings.pace (
    minute timestamptz NOT NULL,
    domain text NOT NULL,
    sender text NOT NULL,
    accepted integer NOT NULL,
    PRIMARY KEY (minute, domain, sender)
);

-- The record of runs ---------------------------------------------------------------------------

CREATE TABLE tidings.run (
    run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job text NOT NULL,
    logical_date date NOT NULL,
    -- The tick that it is for; null for a run by hand.
    tick timestamptz,
    attempt integer NOT NULL,
    cause text NOT NULL CHECK (cause IN ('tick', 'hand', 'backfill', 'retry')),
    -- The one step that was asked for, by hand; null means all.
    only_step text,
    -- The run whose failed steps are tried again; null means all steps.
    retry_of bigint,
    outcome text CHECK (outcome IN ('succeeded', 'failed', 'retryable', 'cancelled', 'refused')),
    exit_code integer,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    problem text,
    -- When somebody asked it to stop at its next safe edge.
    stop_asked_at timestamptz,
    UNIQUE NULLS NOT DISTINCT (job, logical_date, tick, attempt)
);
CREATE INDEX run_open ON tidings.run (job) WHERE outcome IS NULL;
CREATE INDEX run_job ON tidings.run (job, run_id);

-- Who holds a run that is not over. Each write of a run checks the epoch in its own transaction:
-- once another process has raised it, the one before can write no more.
CREATE TABLE tidings.run_lease (
    run_id bigint PRIMARY KEY REFERENCES tidings.run ON DELETE CASCADE,
    epoch integer NOT NULL,
    taken_at timestamptz NOT NULL,
    -- By the server's clock, the one that all holders share.
    expires_at timestamptz NOT NULL,
    -- The server processes of the holder's sessions.
    sessions integer[] NOT NULL
);

CREATE TABLE tidings.step (
    run_id bigint NOT NULL REFERENCES tidings.run ON DELETE CASCADE,
    position integer NOT NULL,
    step text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('feed', 'tiers', 'segment', 'export', 'campaign')),
    outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'retryable', 'cancelled',
        'refused')),
    seconds double precision NOT NULL,
    -- How often it was tried.
    tries integer NOT NULL,
    -- The step's figures, as `run --json` shows them.
    figures jsonb NOT NULL,
    problem text,
    PRIMARY KEY (run_id, position)
);

-- What a run said, line by line, for people to read from any machine.
CREATE TABLE tidings.log_line (
    line_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id bigint NOT NULL REFERENCES tidings.run ON DELETE CASCADE,
    at timestamptz NOT NULL,
    -- Null where it speaks of the run as a whole.
    step text,
    event text NOT NULL CHECK (event IN ('began', 'goes on', 'ended')),
    level text NOT NULL CHECK (level IN ('info', 'error')),
    message text NOT NULL,
    -- What to do about it.
    hint text
);
CREATE INDEX log_line_run ON tidings.log_line (run_id, line_id);

-- What the scheduler expects of a job: all of its ticks after `since` and up to `through` are rows.
-- An edited schedule has another fingerprint and begins anew, so that it fires no past tick.
CREATE TABLE tidings.schedule (
    job text PRIMARY KEY,
    fingerprint text NOT NULL,
    since timestamptz NOT NULL,
    through timestamptz NOT NULL
);

-- An instant at which a job is due by its schedule, and what became of it.
CREATE TABLE tidings.tick (
    job text NOT NULL,
    at timestamptz NOT NULL,
    logical_date date NOT NULL,
    -- From when on it may run: `at`, put off by the job's jitter.
    due_at timestamptz NOT NULL,
    -- shifted: it ran, at another time than the clocks would have shown.
    state text NOT NULL CHECK (state IN ('due', 'running', 'ran', 'shifted', 'skipped', 'missed')),
    -- Why it was skipped or missed, or what moved it.
    reason text,
    run_id bigint REFERENCES tidings.run ON DELETE SET NULL,
    settled_at timestamptz,
    PRIMARY KEY (job, at)
);
CREATE INDEX tick_open ON tidings.tick (due_at) WHERE state IN ('due', 'running');

-- The files whose arrival made a tick, each in its last version: a run that fails is not begun again
-- and again for the file that it failed at.
CREATE TABLE tidings.file_arrival (
    job text NOT NULL,
    file text NOT NULL,
    -- What no other version of the file has.
    stamp text NOT NULL,
    -- The tick.
    at timestamptz NOT NULL,
    PRIMARY KEY (job, file)
);

-- What went wrong, from when people were told of it until it was over: whoever looks tells once.
CREATE TABLE tidings.incident (
    incident_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- What it is about, as `failed nightly`: one at a time is open.
    key text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('failed', 'guarded', 'missed', 'late', 'unknown',
        'mail')),
    -- The job, or the campaign of messages whose fate is unknown; '' of the mail server.
    subject text NOT NULL,
    began_at timestamptz NOT NULL,
    -- When people were told last.
    told_at timestamptz NOT NULL,
    -- Up to when what happened is told of: what came later is another incident.
    seen_through timestamptz NOT NULL,
    ended_at timestamptz,
    logical_date date,
    run_id bigint
);
CREATE UNIQUE INDEX incident_open ON tidings.incident (key) WHERE ended_at IS NULL;
CREATE INDEX incident_key ON tidings.incident (key, seen_through) WHERE ended_at IS NOT NULL;

-- What people are told, by mail or webhook: a row for each recipient, until it has left.
CREATE TABLE tidings.notice (
    notice_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    -- An address; '' of the webhook, whose address is a secret.
    recipient text NOT NULL,
    occasion text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    html text,
    made_at timestamptz NOT NULL,
    attempts integer NOT NULL,
    -- When it is tried next; null once it has left or is given up.
    next_at timestamptz,
    sent_at timestamptz,
    problem text,
    UNIQUE (occasion, channel, recipient)
);
CREATE INDEX notice_next ON tidings.notice (next_at) WHERE next_at IS NOT NULL;

-- One try at a feed: what it read and whether it was let in.
CREATE TABLE tidings.load (
    load_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id bigint NOT NULL,
    job text NOT NULL,
    feed text NOT NULL,
    -- The file's name below its source, or null for a query.
    file text,
    sha256 text,
    -- The file's size, and what no other version of it has: where both tell, it is not read again
    -- for its hash. The stamp is null for a file so fresh that it might yet have been written to.
    bytes bigint,
    stamp text,
    -- Of the feed's definition: another map reads the same bytes anew.
    fingerprint text NOT NULL,
    -- What the file's server said of this version, to ask it for later ones only. They count with
    -- loaded_at: a file whose load failed is fetched again.
    etag text,
    last_modified text,
    started_at timestamptz NOT NULL,
    -- Set in the transaction that lets the rows in; null means that nothing was.
    loaded_at timestamptz,
    read_rows bigint NOT NULL DEFAULT 0,
    inserted bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    duplicate bigint NOT NULL DEFAULT 0,
    filtered bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    deleted bigint NOT NULL DEFAULT 0,
    -- The load whose rejects it read again; such a load is never the feed's last one.
    replay_of bigint
);
CREATE INDEX load_feed ON tidings.load (job, feed, load_id) WHERE loaded_at IS NOT NULL;
CREATE INDEX load_run ON tidings.load (run_id);

-- How far a feed with `since` has read: moved in the transaction of its rows.
CREATE TABLE tidings.feed_cursor (
    job text NOT NULL,
    feed text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (job, feed)
);

CREATE TABLE tidings.reject (
    load_id bigint NOT NULL,
    position bigint NOT NULL,
    file text,
    line bigint NOT NULL,
    byte_offset bigint,
    column_name text,
    reason text NOT NULL,
    raw bytea NOT NULL,
    -- The row's values as CSV, below the header of its frame, where raw cannot be read alone: a line
    -- of an XML order, a record that needs what stands above it. Empty where there are none.
    cells bytea,
    -- The load that read it again and let it in.
    replayed_by bigint,
    PRIMARY KEY (load_id, position)
);

-- What stands around the rejected rows of a file, so that they can be read alone: a header, the
-- tags above a record, the names of their values.
CREATE TABLE tidings.reject_frame (
    load_id bigint NOT NULL,
    -- '' stands for a query.
    file text NOT NULL,
    format text NOT NULL CHECK (format IN ('csv', 'xml')),
    -- The byte that parts the fields; null for runs of blanks, and for XML.
    delimiter smallint,
    -- The byte around fields that hold delimiters; null for none.
    quote smallint,
    -- What the bytes of the rows are in; null for UTF-8, in which the rest of the frame is.
    encoding text,
    opening bytea NOT NULL,
    closing bytea NOT NULL,
    PRIMARY KEY (load_id, file)
);
