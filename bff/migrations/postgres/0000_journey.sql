CREATE TABLE "agreements" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"kind" text NOT NULL,
	"template_version" text NOT NULL,
	"terms" json NOT NULL,
	"text_sealed" text NOT NULL,
	"text_hash" text NOT NULL,
	"status" text NOT NULL,
	"created_at" bigint NOT NULL,
	"sealed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"worker_id" text NOT NULL,
	"state" text NOT NULL,
	"job_version" integer NOT NULL,
	"terms" json NOT NULL,
	"applied_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"arrived_at" bigint,
	"finished_at" bigint,
	"ended_reason" text
);
--> statement-breakpoint
CREATE TABLE "arrivals" (
	"application_id" text PRIMARY KEY NOT NULL,
	"scan_id" text NOT NULL,
	"confirmed_by" text NOT NULL,
	"market_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"gate_id" text NOT NULL,
	"person_id" text NOT NULL,
	"day" text NOT NULL,
	"number" integer NOT NULL,
	"at" bigint NOT NULL,
	"assurance" text NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"token" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"credit_code" text,
	"contact_name_sealed" text NOT NULL,
	"phone_sealed" text,
	"registered_at" bigint NOT NULL,
	"lat" double precision,
	"lng" double precision
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"market_id" text,
	"at" bigint NOT NULL,
	"data" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follower_positions" (
	"follower" text PRIMARY KEY NOT NULL,
	"xid" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"market_id" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"granted_by" text
);
--> statement-breakpoint
CREATE TABLE "idempotency_results" (
	"person_id" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"response_sealed" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotency_results_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "inbox_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"event_seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"application_id" text,
	"job_id" text,
	"created_at" bigint NOT NULL,
	"read_at" bigint
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"employer_id" text NOT NULL,
	"market_id" text NOT NULL,
	"status" text NOT NULL,
	"trade" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"requirements" text NOT NULL,
	"headcount" integer NOT NULL,
	"filled" integer DEFAULT 0 NOT NULL,
	"address" text NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"break_minutes" integer NOT NULL,
	"pay_fen" bigint NOT NULL,
	"pay_unit" text NOT NULL,
	"settle_when" text NOT NULL,
	"settle_how" text NOT NULL,
	"contact_name_sealed" text NOT NULL,
	"contact_name_masked" text NOT NULL,
	"contact_phone_sealed" text NOT NULL,
	"contact_phone_masked" text NOT NULL,
	"perks" json NOT NULL,
	"version" integer NOT NULL,
	"posted_at" bigint NOT NULL,
	"closed_at" bigint,
	CONSTRAINT "jobs_never_overfilled" CHECK ("jobs"."filled" >= 0 and "jobs"."filled" <= "jobs"."headcount")
);
--> statement-breakpoint
CREATE TABLE "market_days" (
	"market_id" text NOT NULL,
	"day" text NOT NULL,
	"checked_in" integer DEFAULT 0 NOT NULL,
	"applied" integer DEFAULT 0 NOT NULL,
	"signed" integer DEFAULT 0 NOT NULL,
	"arrived" integer DEFAULT 0 NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	"wages_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "market_days_market_id_day_pk" PRIMARY KEY("market_id","day")
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"name" text NOT NULL,
	"region_code" text NOT NULL,
	"parent_id" text,
	"address" text NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"opens_at" text NOT NULL,
	"closes_at" text NOT NULL,
	"hotline" text,
	"complaint_phone" text,
	"demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minimum_wages" (
	"region_tier" integer NOT NULL,
	"effective_from" bigint NOT NULL,
	"monthly_fen" bigint NOT NULL,
	"hourly_fen" bigint NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "minimum_wages_region_tier_effective_from_pk" PRIMARY KEY("region_tier","effective_from")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"openid" text,
	"name_sealed" text,
	"name_masked" text,
	"id_number_sealed" text,
	"id_number_index" text,
	"phone_sealed" text,
	"phone_masked" text,
	"phone_index" text,
	"consent_version" text,
	"consented_at" bigint,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text PRIMARY KEY NOT NULL,
	"parent_code" text,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"wage_tier" integer
);
--> statement-breakpoint
CREATE TABLE "scans" (
	"id" text PRIMARY KEY NOT NULL,
	"scan_id" text NOT NULL,
	"market_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"application_id" text,
	"result" text NOT NULL,
	"at" bigint NOT NULL,
	"captured_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"refresh_hash" text NOT NULL,
	"previous_refresh_hash" text,
	"created_at" bigint NOT NULL,
	"refreshed_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"application_id" text PRIMARY KEY NOT NULL,
	"minutes" integer NOT NULL,
	"amount_fen" bigint NOT NULL,
	"proposed_at" bigint NOT NULL,
	"proposed_note" text,
	"disputed_reason" text,
	"agreed_at" bigint,
	"paid_at" bigint,
	"paid_how" text,
	"received_at" bigint,
	"round" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"id" text PRIMARY KEY NOT NULL,
	"agreement_id" text NOT NULL,
	"party" text NOT NULL,
	"person_id" text NOT NULL,
	"signed_at" bigint NOT NULL,
	"stroke_hash" text NOT NULL,
	"payload" text NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "strokes" (
	"signature_id" text PRIMARY KEY NOT NULL,
	"data_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_trades" (
	"person_id" text NOT NULL,
	"trade" text NOT NULL,
	CONSTRAINT "worker_trades_person_id_trade_pk" PRIMARY KEY("person_id","trade")
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"wished_pay_fen" bigint NOT NULL,
	"wished_pay_unit" text NOT NULL,
	"skill_level" text NOT NULL,
	"registered_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_worker_id_workers_person_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_gate_id_gates_id_fk" FOREIGN KEY ("gate_id") REFERENCES "public"."gates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employers" ADD CONSTRAINT "employers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_granted_by_people_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_messages" ADD CONSTRAINT "inbox_messages_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_employer_id_employers_person_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markets" ADD CONSTRAINT "markets_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markets" ADD CONSTRAINT "markets_parent_id_markets_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_parent_code_regions_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_staff_id_people_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strokes" ADD CONSTRAINT "strokes_signature_id_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."signatures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worker_trades" ADD CONSTRAINT "worker_trades_person_id_workers_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workers" ADD CONSTRAINT "workers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_application" ON "agreements" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_once" ON "applications" USING btree ("job_id","worker_id");--> statement-breakpoint
CREATE INDEX "applications_worker" ON "applications" USING btree ("worker_id","applied_at");--> statement-breakpoint
CREATE INDEX "applications_state" ON "applications" USING btree ("job_id","state");--> statement-breakpoint
CREATE INDEX "arrivals_market" ON "arrivals" USING btree ("market_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "check_ins_once_a_day" ON "check_ins" USING btree ("market_id","day","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "check_ins_number" ON "check_ins" USING btree ("market_id","day","number");--> statement-breakpoint
CREATE INDEX "check_ins_person" ON "check_ins" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "codes_target" ON "codes" USING btree ("kind","target_id");--> statement-breakpoint
CREATE INDEX "employers_credit_code" ON "employers" USING btree ("credit_code");--> statement-breakpoint
CREATE INDEX "events_order" ON "events" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "gates_market" ON "gates" USING btree ("market_id");--> statement-breakpoint
CREATE INDEX "grants_person" ON "grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "grants_market" ON "grants" USING btree ("market_id","role");--> statement-breakpoint
CREATE INDEX "idempotency_results_age" ON "idempotency_results" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_messages_once" ON "inbox_messages" USING btree ("person_id","event_seq","kind");--> statement-breakpoint
CREATE INDEX "inbox_messages_person" ON "inbox_messages" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "inbox_messages_unread" ON "inbox_messages" USING btree ("person_id") WHERE "inbox_messages"."read_at" is null;--> statement-breakpoint
CREATE INDEX "jobs_status" ON "jobs" USING btree ("status","starts_at");--> statement-breakpoint
CREATE INDEX "jobs_market" ON "jobs" USING btree ("market_id","status");--> statement-breakpoint
CREATE INDEX "jobs_employer" ON "jobs" USING btree ("employer_id","posted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "markets_name" ON "markets" USING btree ("name");--> statement-breakpoint
CREATE INDEX "markets_region" ON "markets" USING btree ("region_code");--> statement-breakpoint
CREATE INDEX "markets_parent" ON "markets" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_openid" ON "people" USING btree ("openid");--> statement-breakpoint
CREATE UNIQUE INDEX "people_id_number" ON "people" USING btree ("id_number_index");--> statement-breakpoint
CREATE INDEX "people_phone" ON "people" USING btree ("phone_index");--> statement-breakpoint
CREATE INDEX "regions_parent" ON "regions" USING btree ("parent_code");--> statement-breakpoint
CREATE UNIQUE INDEX "scans_scan" ON "scans" USING btree ("scan_id");--> statement-breakpoint
CREATE INDEX "scans_market" ON "scans" USING btree ("market_id","at");--> statement-breakpoint
CREATE INDEX "scans_application" ON "scans" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_refresh" ON "sessions" USING btree ("refresh_hash");--> statement-breakpoint
CREATE INDEX "sessions_previous_refresh" ON "sessions" USING btree ("previous_refresh_hash");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_party" ON "signatures" USING btree ("agreement_id","party");--> statement-breakpoint
CREATE INDEX "worker_trades_trade" ON "worker_trades" USING btree ("trade");