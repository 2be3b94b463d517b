ALTER TABLE `applications` ADD `offer_until` integer;--> statement-breakpoint
ALTER TABLE `applications` ADD `offered_by` text;--> statement-breakpoint
CREATE INDEX `applications_offers` ON `applications` (`offer_until`) WHERE "applications"."state" = 'offered';--> statement-breakpoint
ALTER TABLE `check_ins` ADD `left_reason` text;--> statement-breakpoint
CREATE INDEX `check_ins_present` ON `check_ins` (`market_id`,`day`) WHERE "check_ins"."left_at" is null;--> statement-breakpoint
ALTER TABLE `jobs` ADD `hiring` text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `public_from` integer;