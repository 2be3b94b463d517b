CREATE TABLE `account_closures` (
	`person_id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`closed_at` integer,
	`forgotten_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_closures_due` ON `account_closures` (`due_at`) WHERE "account_closures"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `account_closures_kept` ON `account_closures` (`closed_at`) WHERE "account_closures"."forgotten_at" is null;