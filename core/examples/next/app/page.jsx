import { Photo } from "./photo";

export default function Page() {
	return <Photo src="blue-hour.jpg" alt="The blue hour" width={1600} height={1067} sizes="100vw" />;
}
