-- Every table is either shared, and refers to shared tables only, or begins its key with the project, and refers to tables of the same key only:
-- so that the tables of projects can be spread over machines. What these constraints held is held by who writes. A project is registered in the transaction
-- that makes sure of its team, teams, users and projects are never deleted, and a token of a participant is found only together with its user.
ALTER TABLE projects DROP CONSTRAINT IF EXISTS projects_team_slug_fkey;
ALTER TABLE participant_tokens DROP CONSTRAINT IF EXISTS participant_tokens_user_id_fkey;
ALTER TABLE webhook_cursors DROP CONSTRAINT IF EXISTS webhook_cursors_project_uuid_fkey;
ALTER TABLE webhook_dead_letters DROP CONSTRAINT IF EXISTS webhook_dead_letters_project_uuid_fkey;
