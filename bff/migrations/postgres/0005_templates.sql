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
ALTER TABLE "agreements" ADD COLUMN "kind_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_province_regions_code_fk" FOREIGN KEY ("province") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_templates_effective" ON "agreement_templates" USING btree ("province","effective_from");