CREATE TABLE "signing_codes" (
	"person_id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"sent_today" integer NOT NULL,
	"sent_at" bigint NOT NULL,
	"bound_to" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"tries" integer NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "witness_id" text;--> statement-breakpoint
ALTER TABLE "signing_codes" ADD CONSTRAINT "signing_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_witness_id_people_id_fk" FOREIGN KEY ("witness_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;