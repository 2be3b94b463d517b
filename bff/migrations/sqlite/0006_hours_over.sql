ALTER TABLE `applications` ADD `ends_at` integer;--> statement-breakpoint
-- What has been applied for already is over as well.
UPDATE applications SET ends_at = json_extract(terms, '$.endsAt');--> statement-breakpoint
CREATE INDEX `applications_unsigned` ON `applications` (`ends_at`,`id`) WHERE "applications"."state" in ('applied', 'worker_signed', 'employer_signed');--> statement-breakpoint
CREATE INDEX `applications_absent` ON `applications` (`ends_at`,`id`) WHERE "applications"."state" in ('signed');