CREATE TABLE `work_licences` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`number_sealed` text NOT NULL,
	`number_masked` text NOT NULL,
	`valid_until` text NOT NULL,
	`review_by` text,
	`counts_until` integer NOT NULL,
	`verification_id` text NOT NULL,
	`verified_at` integer,
	`reminded_days` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verification_id`) REFERENCES `verifications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `work_licences_once` ON `work_licences` (`verification_id`);--> statement-breakpoint
CREATE INDEX `work_licences_person` ON `work_licences` (`person_id`,`kind`);--> statement-breakpoint
CREATE INDEX `work_licences_until` ON `work_licences` (`counts_until`);--> statement-breakpoint
DROP INDEX `verifications_one_pending`;--> statement-breakpoint
ALTER TABLE `verifications` ADD `about` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `verifications_one_pending` ON `verifications` (`person_id`,`kind`,`about`) WHERE "verifications"."state" = 'pending';