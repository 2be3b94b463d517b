CREATE TABLE "dispatch_jobs" (
	"dispatch_id" text NOT NULL,
	"job_id" text NOT NULL,
	"places" integer NOT NULL,
	"taken" integer NOT NULL,
	CONSTRAINT "dispatch_jobs_dispatch_id_job_id_pk" PRIMARY KEY("dispatch_id","job_id"),
	CONSTRAINT "dispatch_jobs_places" CHECK ("dispatch_jobs"."taken" >= 0 and "dispatch_jobs"."taken" <= "dispatch_jobs"."places")
);
--> statement-breakpoint
CREATE TABLE "dispatch_people" (
	"dispatch_id" text NOT NULL,
	"person_id" text NOT NULL,
	"number" integer NOT NULL,
	"waiting_since" bigint NOT NULL,
	"crew_id" text,
	"job_id" text,
	"points" integer NOT NULL,
	"reasons" json NOT NULL,
	"unplaced" text,
	"asked_at" bigint,
	"application_id" text,
	"not_asked" text,
	CONSTRAINT "dispatch_people_dispatch_id_person_id_pk" PRIMARY KEY("dispatch_id","person_id"),
	CONSTRAINT "dispatch_people_placed" CHECK (("dispatch_people"."job_id" is null) <> ("dispatch_people"."unplaced" is null))
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"day" text NOT NULL,
	"round" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"present" integer NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"confirmed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "employer_records" (
	"employer_id" text PRIMARY KEY NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	"broken" integer DEFAULT 0 NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_rules" (
	"province" text NOT NULL,
	"version" integer NOT NULL,
	"content" json NOT NULL,
	"note" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"confirmed_by" text,
	"confirmed_at" bigint,
	"effective_from" bigint,
	"dropped_at" bigint,
	CONSTRAINT "match_rules_province_version_pk" PRIMARY KEY("province","version"),
	CONSTRAINT "match_rules_two_persons" CHECK ("match_rules"."confirmed_by" is null or "match_rules"."confirmed_by" <> "match_rules"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "push_consents" (
	"person_id" text NOT NULL,
	"template" text NOT NULL,
	"left" integer NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "push_consents_person_id_template_pk" PRIMARY KEY("person_id","template"),
	CONSTRAINT "push_consents_counted" CHECK ("push_consents"."left" >= 0)
);
--> statement-breakpoint
CREATE TABLE "push_days" (
	"person_id" text NOT NULL,
	"day" text NOT NULL,
	"told" integer NOT NULL,
	CONSTRAINT "push_days_day_person_id_pk" PRIMARY KEY("day","person_id")
);
--> statement-breakpoint
CREATE TABLE "push_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"template" text NOT NULL,
	"application_id" text,
	"event_seq" bigint,
	"state" text NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"errcode" integer,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_postings" (
	"job_id" text PRIMARY KEY NOT NULL,
	"event_seq" bigint NOT NULL,
	"places" integer NOT NULL,
	"due_at" bigint,
	"claimed_until" bigint DEFAULT 0 NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_seekers" (
	"person_id" text NOT NULL,
	"trade" text NOT NULL,
	"cell" integer NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"seen_at" bigint NOT NULL,
	"turn_at" bigint DEFAULT 0 NOT NULL,
	"told_at" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "push_seekers_person_id_trade_pk" PRIMARY KEY("person_id","trade")
);
--> statement-breakpoint
CREATE TABLE "push_settings" (
	"person_id" text PRIMARY KEY NOT NULL,
	"most_per_day" integer NOT NULL,
	"quiet_from" text,
	"quiet_until" text,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_told" (
	"person_id" text NOT NULL,
	"job_id" text NOT NULL,
	"message_id" text NOT NULL,
	"event_seq" bigint NOT NULL,
	"score" integer NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "push_told_person_id_job_id_pk" PRIMARY KEY("person_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "transfer_groups" (
	"id" text PRIMARY KEY NOT NULL,
	"from_market_id" text NOT NULL,
	"to_market_id" text NOT NULL,
	"job_id" text,
	"seats" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"leaves_at" bigint NOT NULL,
	"arrives_by" bigint NOT NULL,
	"meet_at" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"cancelled_at" bigint,
	CONSTRAINT "transfer_groups_seats" CHECK ("transfer_groups"."taken" >= 0 and "transfer_groups"."taken" <= "transfer_groups"."seats")
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"worker_id" text NOT NULL,
	"from_market_id" text NOT NULL,
	"to_market_id" text NOT NULL,
	"job_id" text,
	"application_id" text,
	"group_id" text,
	"state" text NOT NULL,
	"offered_at" bigint NOT NULL,
	"accepted_at" bigint,
	"until" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
DROP INDEX "jobs_status";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offer_until" bigint;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offered_by" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "comebacks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "waiting_since" bigint;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "left_reason" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hiring" text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "public_from" bigint;--> statement-breakpoint
ALTER TABLE "dispatch_jobs" ADD CONSTRAINT "dispatch_jobs_dispatch_id_dispatches_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."dispatches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_jobs" ADD CONSTRAINT "dispatch_jobs_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_people" ADD CONSTRAINT "dispatch_people_dispatch_id_dispatches_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."dispatches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_people" ADD CONSTRAINT "dispatch_people_person_id_workers_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_people" ADD CONSTRAINT "dispatch_people_crew_id_crews_id_fk" FOREIGN KEY ("crew_id") REFERENCES "public"."crews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_people" ADD CONSTRAINT "dispatch_people_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_people" ADD CONSTRAINT "dispatch_people_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_records" ADD CONSTRAINT "employer_records_employer_id_people_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_province_regions_code_fk" FOREIGN KEY ("province") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_consents" ADD CONSTRAINT "push_consents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_days" ADD CONSTRAINT "push_days_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_messages" ADD CONSTRAINT "push_messages_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_postings" ADD CONSTRAINT "push_postings_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_seekers" ADD CONSTRAINT "push_seekers_person_id_workers_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_settings" ADD CONSTRAINT "push_settings_person_id_workers_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_told" ADD CONSTRAINT "push_told_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_told" ADD CONSTRAINT "push_told_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_groups" ADD CONSTRAINT "transfer_groups_from_market_id_markets_id_fk" FOREIGN KEY ("from_market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_groups" ADD CONSTRAINT "transfer_groups_to_market_id_markets_id_fk" FOREIGN KEY ("to_market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_groups" ADD CONSTRAINT "transfer_groups_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_groups" ADD CONSTRAINT "transfer_groups_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_worker_id_workers_person_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_market_id_markets_id_fk" FOREIGN KEY ("from_market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_to_market_id_markets_id_fk" FOREIGN KEY ("to_market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_group_id_transfer_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."transfer_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dispatch_people_job" ON "dispatch_people" USING btree ("dispatch_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dispatches_one_open" ON "dispatches" USING btree ("market_id") WHERE "dispatches"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "dispatches_day" ON "dispatches" USING btree ("market_id","day");--> statement-breakpoint
CREATE INDEX "employer_records_updated" ON "employer_records" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "match_rules_effective" ON "match_rules" USING btree ("province","effective_from");--> statement-breakpoint
CREATE UNIQUE INDEX "push_messages_one_waits" ON "push_messages" USING btree ("person_id") WHERE "push_messages"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "push_messages_offer" ON "push_messages" USING btree ("person_id","event_seq");--> statement-breakpoint
CREATE INDEX "push_messages_due" ON "push_messages" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "push_messages_person" ON "push_messages" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "push_messages_age" ON "push_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "push_postings_due" ON "push_postings" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "push_postings_age" ON "push_postings" USING btree ("at");--> statement-breakpoint
CREATE INDEX "push_seekers_turn" ON "push_seekers" USING btree ("cell","trade","turn_at","person_id");--> statement-breakpoint
CREATE INDEX "push_seekers_seen" ON "push_seekers" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "push_told_message" ON "push_told" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "push_told_age" ON "push_told" USING btree ("at");--> statement-breakpoint
CREATE INDEX "transfer_groups_from" ON "transfer_groups" USING btree ("from_market_id","leaves_at");--> statement-breakpoint
CREATE INDEX "transfer_groups_to" ON "transfer_groups" USING btree ("to_market_id","leaves_at");--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_moving" ON "transfers" USING btree ("worker_id") WHERE "transfers"."state" = 'moving';--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_seat" ON "transfers" USING btree ("group_id","worker_id");--> statement-breakpoint
CREATE INDEX "transfers_worker" ON "transfers" USING btree ("worker_id","offered_at");--> statement-breakpoint
CREATE INDEX "transfers_expected" ON "transfers" USING btree ("to_market_id","state");--> statement-breakpoint
CREATE INDEX "transfers_from" ON "transfers" USING btree ("from_market_id","state");--> statement-breakpoint
CREATE INDEX "transfers_until" ON "transfers" USING btree ("until") WHERE "transfers"."state" in ('offered', 'moving');--> statement-breakpoint
CREATE INDEX "applications_queue" ON "applications" USING btree ("job_id","applied_at") WHERE "applications"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "applications_offers" ON "applications" USING btree ("offer_until") WHERE "applications"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "check_ins_present" ON "check_ins" USING btree ("market_id","day") WHERE "check_ins"."left_at" is null;--> statement-breakpoint
CREATE INDEX "jobs_status" ON "jobs" USING btree ("status","starts_at","id");