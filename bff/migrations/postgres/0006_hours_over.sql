ALTER TABLE "applications" ADD COLUMN "ends_at" bigint;--> statement-breakpoint
-- What has been applied for already is over as well.
UPDATE applications SET ends_at = (terms->>'endsAt')::bigint;--> statement-breakpoint
CREATE INDEX "applications_unsigned" ON "applications" USING btree ("ends_at","id") WHERE "applications"."state" in ('applied', 'worker_signed', 'employer_signed');--> statement-breakpoint
CREATE INDEX "applications_absent" ON "applications" USING btree ("ends_at","id") WHERE "applications"."state" in ('signed');