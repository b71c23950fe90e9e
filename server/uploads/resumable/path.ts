/** Where resumable uploads are sent. */
export const UPLOADS_PATH = "/api/uploads";
