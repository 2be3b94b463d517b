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
CREATE TABLE "agreement_templates" (
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
	CONSTRAINT "agreement_templates_province_version_pk" PRIMARY KEY("province","version"),
	CONSTRAINT "agreement_templates_two_persons" CHECK ("agreement_templates"."confirmed_by" is null or "agreement_templates"."confirmed_by" <> "agreement_templates"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "evidence_cosigner" (
	"name" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"root" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_entries" (
	"leaf_index" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"commitment" text NOT NULL,
	"leaf_data" text,
	"salt" text
);
--> statement-breakpoint
CREATE TABLE "evidence_nodes" (
	"node" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_roots" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"at" bigint NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL,
	"cosignature" text,
	"cosign_key_id" text
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
ALTER TABLE "agreements" ADD COLUMN "kind_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "signed_at" bigint;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "paper_made_at" bigint;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "witness_id" text;--> statement-breakpoint
ALTER TABLE "verifications" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_endings" ADD CONSTRAINT "agreement_endings_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_papers" ADD CONSTRAINT "agreement_papers_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_province_regions_code_fk" FOREIGN KEY ("province") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_codes" ADD CONSTRAINT "signing_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_licences" ADD CONSTRAINT "work_licences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_licences" ADD CONSTRAINT "work_licences_verification_id_verifications_id_fk" FOREIGN KEY ("verification_id") REFERENCES "public"."verifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_papers_made" ON "agreement_papers" USING btree ("made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_templates_effective" ON "agreement_templates" USING btree ("province","effective_from");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_entries_subject" ON "evidence_entries" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "seals_sealed" ON "seals" USING btree ("sealed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "work_licences_once" ON "work_licences" USING btree ("verification_id");--> statement-breakpoint
CREATE INDEX "work_licences_person" ON "work_licences" USING btree ("person_id","kind");--> statement-breakpoint
CREATE INDEX "work_licences_until" ON "work_licences" USING btree ("counts_until");--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_witness_id_people_id_fk" FOREIGN KEY ("witness_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreements_to_seal" ON "agreements" USING btree ("signed_at") WHERE "agreements"."status" = 'signed';--> statement-breakpoint
CREATE INDEX "agreements_without_paper" ON "agreements" USING btree ("sealed_at") WHERE "agreements"."status" = 'sealed' and "agreements"."paper_made_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "verifications_one_pending" ON "verifications" USING btree ("person_id","kind","about") WHERE "verifications"."state" = 'pending';