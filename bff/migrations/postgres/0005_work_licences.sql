CREATE TABLE "work_licences" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"number_sealed" text NOT NULL,
	"number_masked" text NOT NULL,
	"valid_until" text NOT NULL,
	"review_by" text,
	"counts_until" bigint NOT NULL,
	"verification_id" text NOT NULL,
	"verified_at" bigint,
	"reminded_days" integer
);
--> statement-breakpoint
DROP INDEX "verifications_one_pending";--> statement-breakpoint
ALTER TABLE "verifications" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "work_licences" ADD CONSTRAINT "work_licences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_licences" ADD CONSTRAINT "work_licences_verification_id_verifications_id_fk" FOREIGN KEY ("verification_id") REFERENCES "public"."verifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "work_licences_once" ON "work_licences" USING btree ("verification_id");--> statement-breakpoint
CREATE INDEX "work_licences_person" ON "work_licences" USING btree ("person_id","kind");--> statement-breakpoint
CREATE INDEX "work_licences_until" ON "work_licences" USING btree ("counts_until");--> statement-breakpoint
CREATE UNIQUE INDEX "verifications_one_pending" ON "verifications" USING btree ("person_id","kind","about") WHERE "verifications"."state" = 'pending';