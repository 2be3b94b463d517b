CREATE TABLE "agreement_endings" (
	"agreement_id" text PRIMARY KEY NOT NULL,
	"how" text NOT NULL,
	"record" text NOT NULL,
	"sha256" text NOT NULL,
	"ended_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreement_papers" (
	"agreement_id" text PRIMARY KEY NOT NULL,
	"content_sealed" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"sm3" text NOT NULL,
	"made_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"agreement_id" text PRIMARY KEY NOT NULL,
	"record" text NOT NULL,
	"sha256" text NOT NULL,
	"sm3" text NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL,
	"timestamp" text NOT NULL,
	"timestamped_at" bigint NOT NULL,
	"sealed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "signed_at" bigint;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "paper_made_at" bigint;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
ALTER TABLE "agreement_endings" ADD CONSTRAINT "agreement_endings_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_papers" ADD CONSTRAINT "agreement_papers_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_papers_made" ON "agreement_papers" USING btree ("made_at");--> statement-breakpoint
CREATE INDEX "seals_sealed" ON "seals" USING btree ("sealed_at");--> statement-breakpoint
CREATE INDEX "agreements_to_seal" ON "agreements" USING btree ("signed_at") WHERE "agreements"."status" = 'signed';--> statement-breakpoint
CREATE INDEX "agreements_without_paper" ON "agreements" USING btree ("sealed_at") WHERE "agreements"."status" = 'sealed' and "agreements"."paper_made_at" is null;