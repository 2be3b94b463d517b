CREATE TABLE `agreement_endings` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`how` text NOT NULL,
	`record` text NOT NULL,
	`sha256` text NOT NULL,
	`ended_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_papers` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`content_sealed` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`sm3` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_papers_made` ON `agreement_papers` (`made_at`);--> statement-breakpoint
CREATE TABLE `seals` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	`sha256` text NOT NULL,
	`sm3` text NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	`timestamp` text NOT NULL,
	`timestamped_at` integer NOT NULL,
	`sealed_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `seals_sealed` ON `seals` (`sealed_at`);--> statement-breakpoint
ALTER TABLE `agreements` ADD `signed_at` integer;--> statement-breakpoint
ALTER TABLE `agreements` ADD `paper_made_at` integer;--> statement-breakpoint
ALTER TABLE `agreements` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `agreements_to_seal` ON `agreements` (`signed_at`) WHERE "agreements"."status" = 'signed';--> statement-breakpoint
CREATE INDEX `agreements_without_paper` ON `agreements` (`sealed_at`) WHERE "agreements"."status" = 'sealed' and "agreements"."paper_made_at" is null;