CREATE TABLE "account_closures" (
	"person_id" text PRIMARY KEY NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"closed_at" bigint,
	"forgotten_at" bigint
);
--> statement-breakpoint
CREATE TABLE "staff_phones" (
	"device_id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"market_id" text NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"revoked_at" bigint,
	"revoked_by" text
);
--> statement-breakpoint
CREATE TABLE "work_passes" (
	"application_id" text PRIMARY KEY NOT NULL,
	"device_key" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"earlier_until" bigint
);
--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "device_id" text;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "sequence" integer;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "provisional" text;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "review" text;--> statement-breakpoint
ALTER TABLE "account_closures" ADD CONSTRAINT "account_closures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_phones" ADD CONSTRAINT "staff_phones_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_phones" ADD CONSTRAINT "staff_phones_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_phones" ADD CONSTRAINT "staff_phones_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_passes" ADD CONSTRAINT "work_passes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_closures_due" ON "account_closures" USING btree ("due_at") WHERE "account_closures"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "account_closures_kept" ON "account_closures" USING btree ("closed_at") WHERE "account_closures"."forgotten_at" is null;--> statement-breakpoint
CREATE INDEX "staff_phones_market" ON "staff_phones" USING btree ("market_id","last_at");--> statement-breakpoint
CREATE INDEX "scans_device" ON "scans" USING btree ("device_id","sequence");--> statement-breakpoint
CREATE INDEX "scans_review" ON "scans" USING btree ("market_id","at") WHERE "scans"."review" is not null;