CREATE TABLE "account_closures" (
	"person_id" text PRIMARY KEY NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"closed_at" bigint,
	"forgotten_at" bigint
);
--> statement-breakpoint
ALTER TABLE "account_closures" ADD CONSTRAINT "account_closures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_closures_due" ON "account_closures" USING btree ("due_at") WHERE "account_closures"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "account_closures_kept" ON "account_closures" USING btree ("closed_at") WHERE "account_closures"."forgotten_at" is null;