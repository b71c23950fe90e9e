/**
 * Backups of the catalogue, the owner's token and the settings, made while the server runs.
 *
 * @module
 */
export { type BackupSource, backupLines } from "./backup-lines.ts";
export { type BackupSocket, openBackupSocket } from "./backup-socket.ts";
