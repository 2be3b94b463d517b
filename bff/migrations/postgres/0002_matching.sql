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
DROP INDEX "jobs_status";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offer_until" bigint;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offered_by" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "comebacks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "left_reason" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hiring" text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "public_from" bigint;--> statement-breakpoint
ALTER TABLE "employer_records" ADD CONSTRAINT "employer_records_employer_id_people_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_province_regions_code_fk" FOREIGN KEY ("province") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_rules" ADD CONSTRAINT "match_rules_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "employer_records_updated" ON "employer_records" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "match_rules_effective" ON "match_rules" USING btree ("province","effective_from");--> statement-breakpoint
CREATE INDEX "applications_queue" ON "applications" USING btree ("job_id","applied_at") WHERE "applications"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "applications_offers" ON "applications" USING btree ("offer_until") WHERE "applications"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "check_ins_present" ON "check_ins" USING btree ("market_id","day") WHERE "check_ins"."left_at" is null;--> statement-breakpoint
CREATE INDEX "jobs_status" ON "jobs" USING btree ("status","starts_at","id");