ALTER TABLE "applications" ADD COLUMN "offer_until" bigint;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offered_by" text;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "left_reason" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hiring" text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "public_from" bigint;--> statement-breakpoint
CREATE INDEX "applications_offers" ON "applications" USING btree ("offer_until") WHERE "applications"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "check_ins_present" ON "check_ins" USING btree ("market_id","day") WHERE "check_ins"."left_at" is null;