CREATE TABLE "api_key_uses" (
	"key_id" text NOT NULL,
	"day" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "api_key_uses_key_id_day_pk" PRIMARY KEY("key_id","day")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"employer_id" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" json NOT NULL,
	"daily_quota" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"against" text NOT NULL,
	"target_id" text NOT NULL,
	"text_sealed" text NOT NULL,
	"at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text,
	"upheld" boolean,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"role" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"about_person_id" text,
	"scope_path" text NOT NULL,
	"purpose" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"opened_by" text,
	"about_person_id" text,
	"market_id" text,
	"scope_path" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"owner_id" text,
	"taken_at" bigint,
	"closed_at" bigint,
	"closed_by" text,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "crew_members" (
	"crew_id" text NOT NULL,
	"person_id" text NOT NULL,
	"joined_at" bigint NOT NULL,
	"left_at" bigint,
	CONSTRAINT "crew_members_crew_id_person_id_pk" PRIMARY KEY("crew_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "crews" (
	"id" text PRIMARY KEY NOT NULL,
	"leader_id" text NOT NULL,
	"name" text NOT NULL,
	"size" integer DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"closed_at" bigint,
	CONSTRAINT "crews_size" CHECK ("crews"."size" >= 0 and "crews"."size" <= 50)
);
--> statement-breakpoint
CREATE TABLE "desk_registrations" (
	"person_id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"registered_by" text NOT NULL,
	"at" bigint NOT NULL,
	"claimed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"verification_id" text,
	"kind" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_sealed" text,
	"created_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"source_name" text,
	"external_id" text,
	"job" json,
	"problems" json NOT NULL,
	CONSTRAINT "import_rows_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"employer_id" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"format" text NOT NULL,
	"phase" text NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_bad" integer DEFAULT 0 NOT NULL,
	"rows_known" integer DEFAULT 0 NOT NULL,
	"rows_new" integer DEFAULT 0 NOT NULL,
	"rows_in_review" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "job_versions" (
	"job_id" text NOT NULL,
	"version" integer NOT NULL,
	"posting" json NOT NULL,
	"posted_by" text NOT NULL,
	"person_verification_id" text,
	"employer_verification_id" text,
	"rulebook_version" integer NOT NULL,
	"verdict" text NOT NULL,
	"findings" json NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "job_versions_job_id_version_pk" PRIMARY KEY("job_id","version")
);
--> statement-breakpoint
CREATE TABLE "licences" (
	"id" text PRIMARY KEY NOT NULL,
	"employer_id" text NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"legal_representative_sealed" text,
	"legal_representative_masked" text,
	"valid_from" text,
	"valid_until" text,
	"verification_id" text NOT NULL,
	"verified_at" bigint,
	"reminded_days" integer
);
--> statement-breakpoint
CREATE TABLE "market_operators" (
	"market_id" text NOT NULL,
	"employer_id" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	CONSTRAINT "market_operators_market_id_employer_id_from_at_pk" PRIMARY KEY("market_id","employer_id","from_at")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"reporter_id" text NOT NULL,
	"reason" text NOT NULL,
	"text_sealed" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rulebooks" (
	"version" integer PRIMARY KEY NOT NULL,
	"content" json NOT NULL,
	"note" text NOT NULL,
	"proposed_by" text,
	"proposed_at" bigint NOT NULL,
	"confirmed_by" text,
	"confirmed_at" bigint,
	"effective_from" bigint,
	"dropped_at" bigint,
	CONSTRAINT "rulebooks_two_persons" CHECK ("rulebooks"."confirmed_by" is null or "rulebooks"."confirmed_by" <> "rulebooks"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "sanctions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"credit_code" text,
	"kind" text NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"reason" text NOT NULL,
	"clause" text,
	"job_id" text,
	"case_id" text,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"proposed_by" text NOT NULL,
	"confirmed_by" text,
	"at" bigint NOT NULL,
	"lifted_at" bigint,
	"lifted_by" text
);
--> statement-breakpoint
CREATE TABLE "staff_trainings" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"scope_path" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"day" text NOT NULL,
	"minutes" integer NOT NULL,
	"result" text,
	"recorded_by" text NOT NULL,
	"recorded_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"method" text NOT NULL,
	"case_id" text,
	"submitted_at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text,
	"valid_until" bigint,
	"answer" text,
	"missing" json,
	"note" text
);
--> statement-breakpoint
ALTER TABLE "check_ins" ALTER COLUMN "gate_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ALTER COLUMN "market_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "arrivals" ADD COLUMN "shown" text DEFAULT 'work_pass' NOT NULL;--> statement-breakpoint
ALTER TABLE "employers" ADD COLUMN "verified_until" bigint;--> statement-breakpoint
ALTER TABLE "employers" ADD COLUMN "reminded_days" integer;--> statement-breakpoint
ALTER TABLE "employers" ADD COLUMN "last_posted_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "scope_path" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "proposed_by" text;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "proposed_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "granted_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "confirmed_until" bigint;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "confirm_asked_for" bigint;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "status_reason" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "source_name" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "source_url" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "import_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hiring_name" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hiring_credit_code" text;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "specialty" text;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "path" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "fence_metres" integer;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "safe_capacity" integer;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "profile" json;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "closed_at" bigint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "verified_until" bigint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "reminded_days" integer;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "path" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key_uses" ADD CONSTRAINT "api_key_uses_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_employer_id_employers_person_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_about_person_id_people_id_fk" FOREIGN KEY ("about_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_about_person_id_people_id_fk" FOREIGN KEY ("about_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_members" ADD CONSTRAINT "crew_members_crew_id_crews_id_fk" FOREIGN KEY ("crew_id") REFERENCES "public"."crews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_members" ADD CONSTRAINT "crew_members_person_id_workers_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crews" ADD CONSTRAINT "crews_leader_id_workers_person_id_fk" FOREIGN KEY ("leader_id") REFERENCES "public"."workers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_registrations" ADD CONSTRAINT "desk_registrations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_registrations" ADD CONSTRAINT "desk_registrations_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_registrations" ADD CONSTRAINT "desk_registrations_registered_by_people_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_verification_id_verifications_id_fk" FOREIGN KEY ("verification_id") REFERENCES "public"."verifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_employer_id_employers_person_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_versions" ADD CONSTRAINT "job_versions_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_versions" ADD CONSTRAINT "job_versions_posted_by_people_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_employer_id_employers_person_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_verification_id_verifications_id_fk" FOREIGN KEY ("verification_id") REFERENCES "public"."verifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_operators" ADD CONSTRAINT "market_operators_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_operators" ADD CONSTRAINT "market_operators_employer_id_employers_person_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employers"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_people_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rulebooks" ADD CONSTRAINT "rulebooks_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rulebooks" ADD CONSTRAINT "rulebooks_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_lifted_by_people_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_trainings" ADD CONSTRAINT "staff_trainings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_trainings" ADD CONSTRAINT "staff_trainings_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "api_keys_employer" ON "api_keys" USING btree ("employer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_once" ON "appeals" USING btree ("against","target_id");--> statement-breakpoint
CREATE INDEX "appeals_person" ON "appeals" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "audit_entries_scope" ON "audit_entries" USING btree ("scope_path","at");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_entries_about" ON "audit_entries" USING btree ("about_person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open" ON "cases" USING btree ("kind","subject_id") WHERE "cases"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("scope_path","due_at") WHERE "cases"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "cases_owner" ON "cases" USING btree ("owner_id","closed_at");--> statement-breakpoint
CREATE INDEX "cases_about" ON "cases" USING btree ("about_person_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "crew_members_one_crew" ON "crew_members" USING btree ("person_id") WHERE "crew_members"."left_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "crews_one_open" ON "crews" USING btree ("leader_id") WHERE "crews"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "desk_registrations_market" ON "desk_registrations" USING btree ("market_id","at");--> statement-breakpoint
CREATE INDEX "desk_registrations_staff" ON "desk_registrations" USING btree ("registered_by","at");--> statement-breakpoint
CREATE INDEX "documents_person" ON "documents" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "documents_verification" ON "documents" USING btree ("verification_id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_rows_external" ON "import_rows" USING btree ("import_id","source_name","external_id");--> statement-breakpoint
CREATE INDEX "imports_employer" ON "imports" USING btree ("employer_id","created_at");--> statement-breakpoint
CREATE INDEX "imports_phase" ON "imports" USING btree ("phase");--> statement-breakpoint
CREATE UNIQUE INDEX "licences_once" ON "licences" USING btree ("verification_id","kind");--> statement-breakpoint
CREATE INDEX "licences_employer" ON "licences" USING btree ("employer_id");--> statement-breakpoint
CREATE INDEX "licences_until" ON "licences" USING btree ("valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "market_operators_one" ON "market_operators" USING btree ("market_id") WHERE "market_operators"."until_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reports_once" ON "reports" USING btree ("job_id","reporter_id");--> statement-breakpoint
CREATE INDEX "reports_job" ON "reports" USING btree ("job_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "rulebooks_effective" ON "rulebooks" USING btree ("effective_from");--> statement-breakpoint
CREATE INDEX "sanctions_person" ON "sanctions" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "sanctions_credit_code" ON "sanctions" USING btree ("credit_code");--> statement-breakpoint
CREATE INDEX "staff_trainings_person" ON "staff_trainings" USING btree ("person_id","day");--> statement-breakpoint
CREATE INDEX "staff_trainings_scope" ON "staff_trainings" USING btree ("scope_path","day");--> statement-breakpoint
CREATE UNIQUE INDEX "verifications_one_pending" ON "verifications" USING btree ("person_id","kind") WHERE "verifications"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "verifications_person" ON "verifications" USING btree ("person_id","submitted_at");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_ended_by_people_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "employers_verified" ON "employers" USING btree ("verified_until");--> statement-breakpoint
CREATE UNIQUE INDEX "gates_name" ON "gates" USING btree ("market_id","name") WHERE "gates"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "grants_scope" ON "grants" USING btree ("scope_path","role");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_one_open" ON "grants" USING btree ("person_id","role","scope_path") WHERE "grants"."ended_at" is null and "grants"."granted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_external" ON "jobs" USING btree ("employer_id","source_name","external_id");--> statement-breakpoint
CREATE INDEX "jobs_import" ON "jobs" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "markets_path" ON "markets" USING btree ("path");--> statement-breakpoint
CREATE INDEX "people_verified" ON "people" USING btree ("verified_until");--> statement-breakpoint
CREATE INDEX "regions_path" ON "regions" USING btree ("path");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_two_persons" CHECK ("grants"."granted_by" is null or ("grants"."granted_by" <> "grants"."person_id" and "grants"."granted_by" <> "grants"."proposed_by"));--> statement-breakpoint
-- What stands already: paths of the tree from the top down, and grants of before, which one person had given.
UPDATE regions SET path = '/' || code || '/' WHERE parent_code IS NULL;
--> statement-breakpoint
UPDATE regions SET path = (SELECT above.path FROM regions AS above WHERE above.code = regions.parent_code) || code || '/' WHERE kind = 'city';
--> statement-breakpoint
UPDATE regions SET path = (SELECT above.path FROM regions AS above WHERE above.code = regions.parent_code) || code || '/' WHERE kind = 'county';
--> statement-breakpoint
UPDATE markets SET path = (SELECT regions.path FROM regions WHERE regions.code = markets.region_code) || id || '/';
--> statement-breakpoint
UPDATE grants SET scope_path = (SELECT markets.path FROM markets WHERE markets.id = grants.market_id), granted_at = from_at WHERE market_id IS NOT NULL;
